import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { recordToSend } from "../../books/fieldValues";
import { updateRecord } from "../../books/records";
import { mergeValues } from "../../client/recordValues";
import {
  organizationId,
  parentRecordId,
  parentRecordType,
  recordId,
  recordType,
} from "../../inputs/books";
import { changedValues, dynamicValues, keepLineItems } from "../../inputs/booksWrite";
import { connection } from "../../inputs/connection";
import { booksBodySchema } from "./booksRecord.schema";
import { updatedContact } from "./booksWrite.example";

export const booksUpdateRecord = action({
  display: {
    label: "Books - Update Record",
    description: "Updates fields of a Zoho Books record.",
  },
  inputs: {
    connection,
    recordType,
    recordId,
    parentRecordType,
    parentRecordId,
    dynamicValues,
    fieldValues: changedValues,
    keepLineItems,
    organizationId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksBodySchema }),
  examplePayload: { data: updatedContact },
  examplePerform: async () => ({ data: updatedContact }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    const record = recordToSend(mergeValues(params.dynamicValues, params.fieldValues));
    const options = { keepLines: params.keepLineItems };
    return { data: await updateRecord(client, params, record, options) };
  },
});
