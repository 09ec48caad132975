import { recordType } from "../inputs/books";
import { booksPoll, booksPollInputs } from "./polling/booksPoll";
import { changeTrigger } from "./polling/pollingTrigger";

const { connection, ...others } = booksPollInputs;

export const booksRecordsPollingTrigger = changeTrigger({
  display: {
    label: "New and Updated Books Records",
    description:
      "Checks on a schedule for Zoho Books records of a type that were created or modified, and returns each change once.",
  },
  inputs: { connection, recordType, ...others },
  example: {
    module: "invoices",
    record: {
      invoice_id: "260815000000305001",
      invoice_number: "INV-000012",
      customer_name: "Harbor Supply",
      status: "sent",
      total: 100,
      created_time: "2026-01-31T10:00:00+0530",
      last_modified_time: "2026-01-31T10:05:00+0530",
    },
  },
  prepare: (context, params) => booksPoll(context, params, params.recordType),
});
