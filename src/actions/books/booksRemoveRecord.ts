import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { removeRecord } from "../../books/records";
import {
  organizationId,
  parentRecordId,
  parentRecordType,
  recordId,
  recordType,
} from "../../inputs/books";
import { connection } from "../../inputs/connection";
import { booksBodySchema } from "./booksRecord.schema";
import { done } from "./booksWrite.example";

const example = done("The customer has been deleted.");

export const booksRemoveRecord = action({
  display: {
    label: "Books - Remove Record",
    description: "Permanently deletes a Zoho Books record.",
  },
  inputs: { connection, recordType, recordId, parentRecordType, parentRecordId, organizationId },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksBodySchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: await removeRecord(client, params) };
  },
});
