import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { downloadAttachment } from "../../books/documents";
import { fileOutput } from "../../client/files";
import { organizationId } from "../../inputs/books";
import { documentId, downloadRecordType, itemId } from "../../inputs/booksDocument";
import { connection } from "../../inputs/connection";
import { fileSchema } from "../file.schema";
import { pdfFile } from "./booksWrite.example";

const example = pdfFile("receipt.pdf");

export const booksDownloadAttachment = action({
  display: {
    label: "Books - Download Attachment",
    description: "Downloads a file of a Zoho Books record, with its name and type.",
  },
  inputs: {
    connection,
    recordType: downloadRecordType,
    recordId: itemId,
    documentId,
    organizationId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: fileSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: fileOutput(await downloadAttachment(client, params)) };
  },
});
