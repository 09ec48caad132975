import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { getRecord } from "../../crm/records";
import { connection } from "../../inputs/connection";
import { fields } from "../../inputs/crmList";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import example from "./crmGetRecord.example.json";
import { recordsSchema } from "./crmRecord.schema";

export const crmGetRecord = action({
  display: {
    label: "CRM - Get Record",
    description: "Retrieves one record of a Zoho CRM module.",
  },
  inputs: { connection, recordType, moduleApiName, recordId, fields },
  performSafety: PerformSafety.SAFE,
  outputSchema: outputSchema({ type: "actionOutput", schema: recordsSchema }),
  examplePayload: { data: example },
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    return { data: await getRecord(client, getModule(params), params.recordId, params.fields) };
  },
});
