import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { addAttachment } from "../../books/documents";
import { organizationId } from "../../inputs/books";
import { file, fileName, itemId, uploadRecordType } from "../../inputs/booksDocument";
import { connection } from "../../inputs/connection";
import { booksBodySchema } from "./booksRecord.schema";
import { done } from "./booksWrite.example";

const example = done("Your file has been successfully attached.");

export const booksAddAttachment = action({
  display: {
    label: "Books - Add Attachment",
    description: "Attaches a file to a Zoho Books record.",
  },
  inputs: {
    connection,
    recordType: uploadRecordType,
    recordId: itemId,
    file,
    fileName,
    organizationId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksBodySchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: await addAttachment(client, params, params) };
  },
});
