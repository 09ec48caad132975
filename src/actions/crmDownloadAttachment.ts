import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../client/crmClient";
import { downloadAttachment } from "../crm/attachments";
import { moduleOf } from "../crm/modules";
import { attachmentId } from "../inputs/attachment";
import { connection } from "../inputs/connection";
import { moduleApiName, recordId, recordType } from "../inputs/crmRecord";

const example = {
  fileName: "offer.pdf",
  contentType: "application/pdf",
  size: 14,
  file: { data: Buffer.from("%PDF-1.4 offer"), contentType: "application/pdf" },
};

export const crmDownloadAttachment = action({
  display: {
    label: "CRM - Download Attachment",
    description: "Retrieves a file attached to a record of Zoho CRM, with its name and type.",
  },
  inputs: { connection, recordType, moduleApiName, recordId, attachmentId },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({
    type: "actionOutput",
    schema: {
      type: "object",
      properties: {
        fileName: { type: "string" },
        contentType: { type: "string" },
        size: { type: "integer" },
        file: { type: "object", additionalProperties: true },
      },
      required: ["fileName", "contentType", "size", "file"],
    },
  }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const { recordId, attachmentId: id } = params;
    const { fileName, contentType, bytes } = await downloadAttachment(
      client,
      moduleOf(params),
      recordId,
      id,
    );
    return {
      data: { fileName, contentType, size: bytes.length, file: { data: bytes, contentType } },
    };
  },
});
