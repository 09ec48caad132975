import type { Row } from "./localZoho";

/** Ids of records that others refer to. */
export interface Refs {
  customer: string;
  vendor: string;
  item: string;
  account: string;
  bank: string;
  invoice: string;
  project: string;
  task: string;
  user: string;
  foreignCurrency: string;
}

interface Sample {
  /** Values of a new record; n makes it one of its own. */
  create: (refs: Refs, n: number) => Row;
  /** Values of an update, which the record shows afterwards. */
  update?: Row;
  /** The parent that the record has to have. */
  parent?: (refs: Refs) => Row;
  /** Zoho answers writes without the record; this field finds it in the list. */
  foundBy?: string;
}

const line = ({ item }: Refs) => ({ item_id: item, name: "Cable", rate: 50, quantity: 2 });
const bought = ({ account }: Refs) => ({
  account_id: account,
  description: "Rope",
  rate: 5,
  quantity: 3,
});
const day = "2026-02-01";
/** Codes that no seed has. */
const CODES = ["SEK", "NOK", "DKK", "CHF", "PLN"];

/** For every record type: what a builder would fill in. */
export const SAMPLES: Record<string, Sample> = {
  bankaccounts: {
    create: (_, n) => ({ account_name: `Till ${n}`, account_type: "bank" }),
    update: { description: "Changed" },
  },
  banktransactions: {
    create: ({ account, bank }, n) => ({
      transaction_type: "deposit",
      from_account_id: account,
      to_account_id: bank,
      amount: "12.50",
      date: day,
      reference_number: `D-${n}`,
    }),
    update: { description: "Changed" },
  },
  "bankaccounts/rules": {
    create: ({ account }, n) => ({
      rule_name: `Rule ${n}`,
      rule_category: "deposit",
      apply_to: "deposits",
      criteria_type: "and",
      criterion: '[{"field": "payee", "comparator": "contains", "value": "Harbor"}]',
      record_as: "other_income",
      account_id: account,
    }),
    update: { rule_name: "Changed" },
  },
  basecurrencyadjustment: {
    create: ({ foreignCurrency, account }, n) => ({
      currency_id: foreignCurrency,
      adjustment_date: day,
      exchange_rate: "1.25",
      notes: `Adjustment ${n}`,
      account_ids: account,
    }),
  },
  bills: {
    create: (refs, n) => ({
      vendor_id: refs.vendor,
      bill_number: `B-${n}`,
      date: day,
      line_items: JSON.stringify([bought(refs)]),
    }),
    update: { notes: "Changed" },
  },
  chartofaccounts: {
    create: (_, n) => ({ account_name: `Postage ${n}`, account_type: "expense" }),
    update: { description: "Changed" },
  },
  contacts: {
    create: (_, n) => ({ contact_name: `Größe & Söhne ${n}`, contact_type: "customer" }),
    update: { notes: "Changed ✓" },
  },
  contactpersons: {
    create: (_, n) => ({ first_name: "Ada", last_name: `Moss ${n}`, email: `a${n}@example.com` }),
    update: { last_name: "Changed" },
    parent: ({ customer }) => ({ parentRecordType: "contacts", parentRecordId: customer }),
  },
  creditnotes: {
    create: (refs, n) => ({
      customer_id: refs.customer,
      date: day,
      creditnote_number: `CN-9${n}`,
      ignore_auto_number_generation: "true",
      line_items: JSON.stringify([line(refs)]),
    }),
    update: { notes: "Changed" },
  },
  "settings/currencies": {
    create: (_, n) => ({
      currency_code: CODES[n % CODES.length],
      currency_symbol: "kr",
      currency_format: "1,234,567.89",
    }),
    update: { currency_symbol: "K" },
  },
  customerpayments: {
    create: ({ customer, invoice }) => ({
      customer_id: customer,
      payment_mode: "cash",
      amount: "1.5",
      date: day,
      invoices: JSON.stringify([{ invoice_id: invoice, amount_applied: 1.5 }]),
    }),
    update: { description: "Changed" },
  },
  employees: { create: (_, n) => ({ name: `Bo ${n}`, email: `bo${n}@example.com` }) },
  estimates: {
    create: (refs) => ({ customer_id: refs.customer, line_items: JSON.stringify([line(refs)]) }),
    update: { notes: "Changed" },
  },
  expenses: {
    create: ({ account, bank }, n) => ({
      date: day,
      account_id: account,
      paid_through_account_id: bank,
      amount: "20",
      reference_number: `E-${n}`,
    }),
    update: { description: "Changed" },
  },
  invoices: {
    create: (refs) => ({ customer_id: refs.customer, line_items: JSON.stringify([line(refs)]) }),
    update: { notes: "Changed" },
  },
  items: {
    create: (_, n) => ({ name: `Rope ${n}`, rate: "3.25" }),
    update: { description: "Changed" },
  },
  journals: {
    create: ({ account, bank }) => ({
      journal_date: day,
      line_items: JSON.stringify([
        { account_id: account, debit_or_credit: "debit", amount: 10 },
        { account_id: bank, debit_or_credit: "credit", amount: 10 },
      ]),
    }),
    update: { notes: "Changed" },
  },
  "settings/openingbalances": {
    create: ({ account, bank }) => ({
      date: day,
      accounts: JSON.stringify([
        { account_id: account, debit_or_credit: "debit", amount: 10 },
        { account_id: bank, debit_or_credit: "credit", amount: 10 },
      ]),
    }),
    update: { date: "2026-03-01" },
  },
  projects: {
    create: ({ customer, user }, n) => ({
      project_name: `Pier ${n}`,
      customer_id: customer,
      billing_type: "fixed_cost_for_project",
      user_id: user,
    }),
    update: { description: "Changed" },
  },
  purchaseorders: {
    create: (refs) => ({ vendor_id: refs.vendor, line_items: JSON.stringify([bought(refs)]) }),
    update: { notes: "Changed" },
  },
  recurringbills: {
    create: (refs, n) => ({
      vendor_id: refs.vendor,
      recurrence_name: `Rent ${n}`,
      start_date: day,
      repeat_every: "1",
      recurrence_frequency: "months",
      line_items: JSON.stringify([bought(refs)]),
    }),
    update: { notes: "Changed" },
  },
  recurringexpenses: {
    create: ({ account, bank }, n) => ({
      account_id: account,
      paid_through_account_id: bank,
      recurrence_name: `Water ${n}`,
      start_date: day,
      repeat_every: "1",
      recurrence_frequency: "months",
      amount: "9.9",
    }),
    update: { description: "Changed" },
  },
  recurringinvoices: {
    create: (refs, n) => ({
      customer_id: refs.customer,
      recurrence_name: `Hosting ${n}`,
      start_date: day,
      recurrence_frequency: "months",
      line_items: JSON.stringify([line(refs)]),
    }),
    update: { notes: "Changed" },
  },
  retainerinvoices: {
    create: ({ customer }) => ({
      customer_id: customer,
      line_items: JSON.stringify([{ description: "Deposit", rate: 100 }]),
    }),
    update: { notes: "Changed" },
  },
  salesorders: {
    create: (refs) => ({ customer_id: refs.customer, line_items: JSON.stringify([line(refs)]) }),
    update: { notes: "Changed" },
  },
  tasks: { create: (_, n) => ({ title: `Call ${n}` }), update: { title: "Changed" } },
  "settings/taxes": {
    create: (_, n) => ({ tax_name: `Levy ${n}`, tax_percentage: "7.5" }),
    update: { tax_name: "Changed" },
  },
  "projects/timeentries": {
    create: ({ project, task, user }) => ({
      project_id: project,
      task_id: task,
      user_id: user,
      log_date: day,
      log_time: "01:30",
    }),
    update: { notes: "Changed" },
  },
  users: {
    create: (_, n) => ({ name: `Cy ${n}`, email: `cy${n}@example.com`, user_role: "staff" }),
    update: { name: "Changed" },
    foundBy: "email",
  },
  vendorcredits: {
    create: (refs) => ({ vendor_id: refs.vendor, line_items: JSON.stringify([bought(refs)]) }),
    update: { notes: "Changed" },
  },
  vendorpayments: {
    create: ({ vendor, bank }) => ({
      vendor_id: vendor,
      paid_through_account_id: bank,
      amount: "15",
      date: day,
    }),
    update: { description: "Changed" },
  },
};
