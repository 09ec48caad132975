import type { JsonObject } from "../../http";
import type { BooksOrganization } from "../state/booksOrganization";
import { asNumber, asText, roundToCents } from "./effects";

const NOT_OWED = new Set(["draft", "void"]);

/** What a contact owes, or is owed, on an invoice or bill with these values. */
export const getOutstanding = (values: JsonObject | undefined): number =>
  values && !NOT_OWED.has(asText(values.status)) ? asNumber(values.balance) : 0;

/** Adds to the outstanding amount of the document's contact, whose last_modified_time stays. */
export function addOutstanding(
  organization: BooksOrganization,
  values: JsonObject,
  change: number,
): void {
  const name = values.customer_id ? "outstanding_receivable_amount" : "outstanding_payable_amount";
  const contactId = asText(values.customer_id) || asText(values.vendor_id);
  const contact = organization.store("contacts").get(contactId);
  if (!contact || change === 0) return;
  const amount = roundToCents(asNumber(contact.values[name]) + change);
  contact.values = { ...contact.values, [name]: amount, [`${name}_bcy`]: amount };
}
