import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { fileOutput } from "../../client/files";
import { downloadAttachment } from "../../crm/attachments";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { attachmentId } from "../../inputs/attachment";
import { connection } from "../../inputs/connection";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import { fileSchema } from "../file.schema";

const example = {
  fileName: "offer.pdf",
  contentType: "application/pdf",
  size: 14,
  file: { data: Buffer.from("%PDF-1.4 offer"), contentType: "application/pdf" },
};

export const crmDownloadAttachment = action({
  display: {
    label: "CRM - Download Attachment",
    description: "Downloads a file attached to a Zoho CRM record, with its name and type.",
  },
  inputs: { connection, recordType, moduleApiName, recordId, attachmentId },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({
    type: "actionOutput",
    schema: fileSchema,
  }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const { recordId, attachmentId: id } = params;
    return { data: fileOutput(await downloadAttachment(client, getModule(params), recordId, id)) };
  },
});
