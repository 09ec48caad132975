import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { mergeValues } from "../../client/recordValues";
import { crmClient } from "../../crm/client";
import { recordToSend } from "../../crm/fieldValues";
import { getModule } from "../../crm/modules";
import { createRecord } from "../../crm/records";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordType } from "../../inputs/crmRecord";
import { automations, dynamicValues, fieldValues, layoutId } from "../../inputs/crmWrite";
import { writeResultsSchema } from "./crmRecord.schema";
import { createdResult } from "./crmWrite.example";

export const crmCreateRecord = action({
  display: {
    label: "CRM - Create Record",
    description: "Creates a record in a Zoho CRM module.",
  },
  inputs: {
    connection,
    recordType,
    moduleApiName,
    dynamicValues,
    fieldValues,
    automations,
    layoutId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: writeResultsSchema }),
  examplePayload: { data: createdResult },
  examplePerform: async () => ({ data: createdResult }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const module = getModule(params);
    const values = mergeValues(params.dynamicValues, params.fieldValues);
    const record = await recordToSend(client, module, values);
    const { automations, layoutId } = params;
    return { data: await createRecord(client, module, record, { automations, layoutId }) };
  },
});
