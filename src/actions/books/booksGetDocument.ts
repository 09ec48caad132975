import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { getDocument } from "../../books/documents";
import { fileOutput } from "../../client/files";
import { organizationId } from "../../inputs/books";
import { itemId, pdfRecordType } from "../../inputs/booksDocument";
import { connection } from "../../inputs/connection";
import { fileSchema } from "../file.schema";
import { pdfFile } from "./booksWrite.example";

const example = pdfFile("INV-000012.pdf");

export const booksGetDocument = action({
  display: {
    label: "Books - Get Document",
    description: "Retrieves a Zoho Books record, such as an invoice, as a PDF.",
  },
  inputs: { connection, recordType: pdfRecordType, recordId: itemId, organizationId },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: fileSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: fileOutput(await getDocument(client, params)) };
  },
});
