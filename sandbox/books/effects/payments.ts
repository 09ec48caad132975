import type { JsonObject } from "../../http";
import { invalidValue, refused } from "../errors";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";
import { localDate } from "../state/zonedTime";
import { completeCurrency, getBalance } from "./documents";
import { asNumber, asRows, asText, type Draft, type Effects, roundToCents } from "./effects";
import { renderHistory } from "./history";
import { addOutstanding, getOutstanding } from "./outstanding";

/** The fields that connect a payment to the documents it pays. */
interface Side {
  /** Type of the documents, and the key of their rows in the payment. */
  documents: "invoices" | "bills";
  idField: "invoice_id" | "bill_id";
  numberField: string;
  paymentIdField: string;
  contactField: string;
  /** The field with the amount not applied. */
  restField: string;
}

function statusAfter(values: JsonObject, today: string): string {
  const status = asText(values.status);
  if (status === "void" || status === "draft") return status;
  if (asNumber(values.balance) === 0 && asNumber(values.payment_made) > 0) return "paid";
  if (asNumber(values.payment_made) > 0) return "partially_paid";
  if (asText(values.due_date) < today) return "overdue";
  return values.customer_id ? "sent" : "open";
}

/**
 * Changes a document's paid amount, balance, status and contact. Paying a draft marks it as sent.
 */
function pay(
  organization: BooksOrganization,
  document: BooksRecord,
  amount: number,
  now: number,
): void {
  const before = document.values;
  const values: JsonObject = { ...before };
  values.payment_made = roundToCents(asNumber(values.payment_made) + amount);
  values.balance = getBalance(values);
  if (values.status === "draft" && amount > 0) values.status = values.customer_id ? "sent" : "open";
  values.status = statusAfter(values, localDate(now, organization.timeZone));
  document.values = values;
  document.modifiedAt = now;
  addOutstanding(organization, values, getOutstanding(values) - getOutstanding(before));
}

const appliedTo = (rows: unknown, idField: string, id: string): number =>
  asRows(rows)
    .filter((row) => row[idField] === id)
    .reduce((sum, row) => sum + asNumber(row.amount_applied), 0);

function completeRow(draft: Draft, side: Side, row: JsonObject): JsonObject {
  const { organization, previous, values } = draft;
  const document = organization.store(side.documents).get(asText(row[side.idField]));
  if (!document) throw invalidValue(side.idField);
  const contact = document.values[side.contactField];
  if (contact !== values[side.contactField]) throw invalidValue(side.contactField);
  const before = appliedTo(previous?.[side.documents], side.idField, document.id);
  const open = roundToCents(asNumber(document.values.balance) + before);
  const amount = asNumber(row.amount_applied);
  if (amount < 0 || amount > open) {
    throw refused(24016, "The amount entered is more than the balance due.");
  }
  return {
    ...row,
    [side.paymentIdField]: asText(row[side.paymentIdField]) || organization.takeId(),
    [side.numberField]: document.values[side.numberField],
    total: document.values.total,
    balance: roundToCents(open - amount),
    date: document.values.date,
    due_date: document.values.due_date,
    apply_date: values.date,
    price_precision: 2,
  };
}

function complete(side: Side, draft: Draft): void {
  const { values, organization, now, type } = draft;
  values.date ||= localDate(now, organization.timeZone);
  completeCurrency(draft);
  const rows = asRows(values[side.documents]).map((row) => completeRow(draft, side, row));
  values[side.documents] = rows;
  const applied = roundToCents(rows.reduce((sum, row) => sum + asNumber(row.amount_applied), 0));
  const amount = asNumber(values.amount);
  if (amount <= 0) throw invalidValue("amount");
  if (applied > amount) throw refused(24017, "The amounts applied are more than the payment.");
  values[side.restField] = roundToCents(amount - applied);
  values.bcy_amount = roundToCents(amount * asNumber(values.exchange_rate));
  values[`bcy_${side.restField}`] = roundToCents(
    (amount - applied) * asNumber(values.exchange_rate),
  );
  const numbers = rows.map((row) => asText(row[side.numberField])).join(",");
  values[type.value === "customerpayments" ? "invoice_numbers" : "bill_numbers"] = numbers;
}

function apply(
  organization: BooksOrganization,
  side: Side,
  { rows, sign, now }: { rows: unknown; sign: 1 | -1; now: number },
): void {
  for (const row of asRows(rows)) {
    const document = organization.store(side.documents).get(asText(row[side.idField]));
    if (document) pay(organization, document, sign * asNumber(row.amount_applied), now);
  }
}

const paymentEffects = (side: Side): Effects => ({
  complete: (draft) => complete(side, draft),
  afterSave: ({ organization, previous, input, values, now }) => {
    if (previous && input[side.documents] === undefined) return;
    apply(organization, side, { rows: previous?.[side.documents], sign: -1, now });
    apply(organization, side, { rows: values[side.documents], sign: 1, now });
  },
  afterDelete: (organization, { values }, now) =>
    apply(organization, side, { rows: values[side.documents], sign: -1, now }),
});

export const customerPaymentEffects = paymentEffects({
  documents: "invoices",
  idField: "invoice_id",
  numberField: "invoice_number",
  paymentIdField: "invoice_payment_id",
  contactField: "customer_id",
  restField: "unused_amount",
});

const billPayments = paymentEffects({
  documents: "bills",
  idField: "bill_id",
  numberField: "bill_number",
  paymentIdField: "bill_payment_id",
  contactField: "vendor_id",
  restField: "balance",
});

export const vendorPaymentEffects: Effects = {
  ...billPayments,
  render: (organization, record) => renderHistory(organization, "vendorpayments", record),
};
