import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { runAction } from "../../books/recordActions";
import { organizationId } from "../../inputs/books";
import { actionRecordType, itemId, reason, recordAction } from "../../inputs/booksDocument";
import { connection } from "../../inputs/connection";
import { booksBodySchema } from "./booksRecord.schema";
import { done } from "./booksWrite.example";

const example = done("Invoice status has been changed to Sent.");

export const booksRunAction = action({
  display: {
    label: "Books - Run Action",
    description:
      "Changes the state of a Zoho Books record: marks it as sent, voids, approves or activates it, and so on.",
  },
  inputs: {
    connection,
    recordType: actionRecordType,
    recordId: itemId,
    recordAction,
    reason,
    organizationId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: booksBodySchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, params);
    return { data: await runAction(client, params) };
  },
});
