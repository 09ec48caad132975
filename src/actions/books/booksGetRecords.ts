import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { listRecords } from "../../books/recordList";
import { organizationId, parentRecordId, parentRecordType, recordType } from "../../inputs/books";
import {
  fetchAll,
  maxRecords,
  modifiedSince,
  page,
  perPage,
  searchFields,
  sortColumn,
  sortOrder,
} from "../../inputs/booksList";
import { connection } from "../../inputs/connection";
import example from "./booksGetRecords.example.json";
import { booksListSchema } from "./booksRecord.schema";

export const booksGetRecords = action({
  display: {
    label: "Books - Get Records",
    description: "Retrieves a list of Zoho Books records, one page or all of them.",
  },
  inputs: {
    connection,
    recordType,
    parentRecordType,
    parentRecordId,
    searchFields,
    page,
    per_page: perPage,
    fetchAll,
    maxRecords,
    sortColumn,
    sortOrder,
    modifiedSince,
    organizationId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksListSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: await listRecords(client, { ...params, perPage: params.per_page }) };
  },
});
