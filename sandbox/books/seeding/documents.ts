import type { JsonObject } from "../../http";
import type { SeedSource } from "./source";

const seedAmount = (index: number): number => 20 + ((index * 37) % 500);

function lines(source: SeedSource, amount: number): JsonObject[] {
  const { id, values } = source.one("items");
  const account = source.account("income");
  return [
    {
      line_item_id: source.organization.takeId(),
      item_id: id,
      name: values.name,
      description: "",
      account_id: account.id,
      account_name: account.values.account_name,
      quantity: 2,
      rate: amount / 2,
      bcy_rate: amount / 2,
      item_total: amount,
      item_order: 1,
      tax_percentage: 0,
    },
  ];
}

function sums(source: SeedSource): JsonObject {
  const amount = seedAmount(source.index);
  return {
    date: source.day(),
    ...source.currency(),
    line_items: lines(source, amount),
    sub_total: amount,
    tax_total: 0,
    total: amount,
    balance: amount,
    bcy_sub_total: amount,
    bcy_total: amount,
  };
}

export function forCustomer(source: SeedSource): JsonObject {
  const { id, values } = source.contact("customer");
  const { contact_name, company_name, email } = values;
  return { customer_id: id, customer_name: contact_name, company_name, email };
}

export function ofVendor(source: SeedSource): JsonObject {
  const { id, values } = source.contact("vendor");
  return { vendor_id: id, vendor_name: values.contact_name, company_name: values.company_name };
}

/** Values of seeded documents; each has one line with an item. */
export const DOCUMENT_SEEDS: Record<string, (source: SeedSource) => JsonObject> = {
  invoices: (source) => ({
    ...forCustomer(source),
    ...sums(source),
    payment_terms: 15,
    payment_terms_label: "Net 15",
    due_date: source.day(15),
    reference_number: `REF-${source.index + 1}`,
    status: source.pick(["sent", "draft", "sent"]),
  }),
  estimates: (source) => ({
    ...forCustomer(source),
    ...sums(source),
    status: source.pick(["draft", "sent", "accepted"]),
    expiry_date: source.day(30),
  }),
  salesorders: (source) => ({
    ...forCustomer(source),
    ...sums(source),
    status: source.pick(["open", "draft"]),
    order_status: source.pick(["open", "draft"]),
    shipment_date: source.day(7),
  }),
  creditnotes: (source) => ({ ...forCustomer(source), ...sums(source), status: "open" }),
  retainerinvoices: (source) => ({
    ...forCustomer(source),
    ...sums(source),
    status: source.pick(["draft", "sent"]),
  }),
  bills: (source) => ({
    ...ofVendor(source),
    ...sums(source),
    bill_number: `BILL-${String(source.index + 1).padStart(4, "0")}`,
    due_date: source.day(30),
    payment_terms: 30,
    payment_terms_label: "Net 30",
    status: "open",
  }),
  purchaseorders: (source) => ({
    ...ofVendor(source),
    ...sums(source),
    status: source.pick(["draft", "open"]),
    order_status: source.pick(["draft", "open"]),
    delivery_date: source.day(10),
  }),
  vendorcredits: (source) => ({ ...ofVendor(source), ...sums(source), status: "open" }),
  recurringinvoices: (source) => ({
    ...forCustomer(source),
    ...sums(source),
    ...recurrence(source),
    next_invoice_date: source.day(30),
  }),
  recurringbills: (source) => ({
    ...ofVendor(source),
    ...sums(source),
    ...recurrence(source),
    next_bill_date: source.day(30),
  }),
  recurringexpenses: (source) => ({
    ...source.currency(),
    ...recurrence(source),
    ...expenseAccounts(source),
    amount: seedAmount(source.index),
    total: seedAmount(source.index),
    bcy_total: seedAmount(source.index),
    next_expense_date: source.day(30),
  }),
};

function recurrence(source: SeedSource): JsonObject {
  return {
    recurrence_name: `Monthly ${source.index + 1}`,
    recurrence_frequency: "months",
    repeat_every: 1,
    start_date: source.day(),
  };
}

export function expenseAccounts(source: SeedSource): JsonObject {
  const account = source.account("expense");
  const paidThrough = source.account("cash");
  return {
    account_id: account.id,
    account_name: account.values.account_name,
    paid_through_account_id: paidThrough.id,
    paid_through_account_name: paidThrough.values.account_name,
  };
}
