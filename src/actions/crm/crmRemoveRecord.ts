import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { removeRecord } from "../../crm/records";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import { writeResultsSchema } from "./crmRecord.schema";
import { removedResult } from "./crmWrite.example";

export const crmRemoveRecord = action({
  display: {
    label: "CRM - Remove Record",
    description: "Deletes a record of a Zoho CRM module. It stays in the recycle bin for 60 days.",
  },
  inputs: { connection, recordType, moduleApiName, recordId },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: writeResultsSchema }),
  examplePayload: { data: removedResult },
  examplePerform: async () => ({ data: removedResult }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    return { data: await removeRecord(client, getModule(params), params.recordId) };
  },
});
