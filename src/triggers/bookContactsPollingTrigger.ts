import { booksPoll, booksPollInputs } from "./polling/booksPoll";
import { changeTrigger } from "./polling/pollingTrigger";

export const bookContactsPollingTrigger = changeTrigger({
  display: {
    label: "New and Updated Books Contacts",
    description:
      "Checks on a schedule for contacts that were created or modified in Zoho Books, and returns each change once.",
  },
  inputs: booksPollInputs,
  only: "contacts",
  example: {
    contact_id: "260815000000201001",
    contact_name: "Harbor Supply",
    contact_type: "customer",
    status: "active",
    created_time: "2026-01-31T10:00:00+0530",
    last_modified_time: "2026-01-31T10:00:00+0530",
  },
  prepare: (context, params) => booksPoll(context, params, "contacts"),
});
