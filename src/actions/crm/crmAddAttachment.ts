import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { addAttachment } from "../../crm/attachments";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { attachmentRecordType, file, fileName, linkTitle, linkUrl } from "../../inputs/attachment";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordId } from "../../inputs/crmRecord";
import { writeResultsSchema } from "./crmRecord.schema";
import { attachedResult } from "./crmWrite.example";

export const crmAddAttachment = action({
  display: {
    label: "CRM - Add Attachment",
    description: "Attaches a file or a link to a Zoho CRM record.",
  },
  inputs: {
    connection,
    recordType: attachmentRecordType,
    moduleApiName,
    recordId,
    file,
    fileName,
    linkUrl,
    linkTitle,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: writeResultsSchema }),
  examplePayload: { data: attachedResult },
  examplePerform: async () => ({ data: attachedResult }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    return { data: await addAttachment(client, getModule(params), params.recordId, params) };
  },
});
