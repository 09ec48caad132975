import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { mergeValues } from "../../client/recordValues";
import { crmClient } from "../../crm/client";
import { recordToSend } from "../../crm/fieldValues";
import { getModule } from "../../crm/modules";
import { updateRecord } from "../../crm/records";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import { automations, dynamicValues, fieldValues } from "../../inputs/crmWrite";
import { writeResultsSchema } from "./crmRecord.schema";
import { updatedResult } from "./crmWrite.example";

export const crmUpdateRecord = action({
  display: {
    label: "CRM - Update Record",
    description: "Updates fields of one record of a Zoho CRM module.",
  },
  inputs: {
    connection,
    recordType,
    moduleApiName,
    recordId,
    dynamicValues,
    fieldValues,
    automations,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: writeResultsSchema }),
  examplePayload: { data: updatedResult },
  examplePerform: async () => ({ data: updatedResult }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const module = getModule(params);
    const values = mergeValues(params.dynamicValues, params.fieldValues);
    const record = await recordToSend(client, module, values);
    const { recordId, automations } = params;
    return { data: await updateRecord(client, module, recordId, record, { automations }) };
  },
});
