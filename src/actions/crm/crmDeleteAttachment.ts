import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { deleteAttachment } from "../../crm/attachments";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { attachmentId } from "../../inputs/attachment";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import { writeResultsSchema } from "./crmRecord.schema";
import { removedResult } from "./crmWrite.example";

export const crmDeleteAttachment = action({
  display: {
    label: "CRM - Delete Attachment",
    description: "Deletes a file or link attached to a record of Zoho CRM.",
  },
  inputs: { connection, recordType, moduleApiName, recordId, attachmentId },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: writeResultsSchema }),
  examplePayload: { data: removedResult },
  examplePerform: async () => ({ data: removedResult }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const { recordId, attachmentId: id } = params;
    return { data: await deleteAttachment(client, getModule(params), recordId, id) };
  },
});
