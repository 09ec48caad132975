import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { recordToSend } from "../../books/fieldValues";
import { createRecord } from "../../books/records";
import { mergeValues } from "../../client/recordValues";
import { organizationId, parentRecordId, parentRecordType, recordType } from "../../inputs/books";
import { dynamicValues, fieldValues } from "../../inputs/booksWrite";
import { connection } from "../../inputs/connection";
import { booksBodySchema } from "./booksRecord.schema";
import { createdContact } from "./booksWrite.example";

export const booksCreateRecord = action({
  display: {
    label: "Books - Create Record",
    description: "Creates a Zoho Books record.",
  },
  inputs: {
    connection,
    recordType,
    parentRecordType,
    parentRecordId,
    dynamicValues,
    fieldValues,
    organizationId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksBodySchema }),
  examplePayload: { data: createdContact },
  examplePerform: async () => ({ data: createdContact }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    const record = recordToSend(mergeValues(params.dynamicValues, params.fieldValues));
    return { data: await createRecord(client, params, record) };
  },
});
