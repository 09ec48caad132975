import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { getRecord } from "../../books/records";
import {
  organizationId,
  parentRecordId,
  parentRecordType,
  recordId,
  recordType,
} from "../../inputs/books";
import { connection } from "../../inputs/connection";
import example from "./booksGetRecord.example.json";
import { booksBodySchema } from "./booksRecord.schema";

export const booksGetRecord = action({
  display: {
    label: "Books - Get Record",
    description: "Retrieves a Zoho Books record with all its fields.",
  },
  inputs: { connection, recordType, recordId, parentRecordType, parentRecordId, organizationId },
  performSafety: PerformSafety.SAFE,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksBodySchema }),
  examplePayload: { data: example },
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: await getRecord(client, params) };
  },
});
