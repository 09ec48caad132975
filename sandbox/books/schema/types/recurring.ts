import type { RecordTypeRow } from "../recordType";
import {
  RECURRING_BILL,
  RECURRING_BILL_ROW,
  RECURRING_EXPENSE,
  RECURRING_EXPENSE_ROW,
  RECURRING_INVOICE,
  RECURRING_INVOICE_ROW,
} from "../shapes/recurring";
import { TOTALS } from "./sales";

/** Recurring documents (facts 5, 5a, 5b). */
export const RECURRING_TYPES: readonly RecordTypeRow[] = [
  {
    value: "recurringbills",
    label: "Recurring Bill",
    idField: "recurring_bill_id",
    singularKey: "recurring_bill",
    pluralKey: "recurring_bills",
    family: "bills",
    required: "vendor_id recurrence_name start_date repeat_every recurrence_frequency",
    full: RECURRING_BILL,
    row: RECURRING_BILL_ROW,
    defaults: { status: "active" },
    statuses: "active stopped expired",
    computed: `${TOTALS} last_sent_date next_bill_date`,
    upsert: true,
    filters: `
      recurring_bill_id vendor_id vendor_name status recurrence_name start_date
      last_modified_time
    `,
    messages: {
      create: "The recurring bill has been created.",
      update: "Recurring bill information has been updated.",
    },
  },
  {
    value: "recurringexpenses",
    label: "Recurring Expense",
    idField: "recurring_expense_id",
    singularKey: "recurring_expense",
    pluralKey: "recurring_expenses",
    family: "expenses",
    required: `
      account_id recurrence_name start_date recurrence_frequency repeat_every amount
    `,
    full: RECURRING_EXPENSE,
    row: RECURRING_EXPENSE_ROW,
    defaults: { status: "active" },
    statuses: "active stopped expired",
    computed: "status total sub_total bcy_total last_created_date next_expense_date currency_code",
    upsert: true,
    sortColumns: `
      next_expense_date account_name total last_created_date recurrence_name customer_name
      created_time
    `,
    filters: `
      recurrence_name last_created_date next_expense_date status account_id account_name amount
      customer_name customer_id paid_through_account_id search_text
    `,
    filterBy: "Status.Active Status.Expired Status.Stopped",
    messages: {
      create: "The recurring expense has been created.",
      update: "Recurring expense information has been updated.",
    },
  },
  {
    value: "recurringinvoices",
    label: "Recurring Invoice",
    idField: "recurring_invoice_id",
    singularKey: "recurring_invoice",
    pluralKey: "recurring_invoices",
    family: "invoices",
    required: "recurrence_name customer_id recurrence_frequency",
    full: RECURRING_INVOICE,
    row: RECURRING_INVOICE_ROW,
    defaults: { status: "active", repeat_every: 1 },
    statuses: "active stopped expired",
    computed: `${TOTALS} last_sent_date next_invoice_date`,
    upsert: true,
    filters: `
      recurrence_name item_name item_description customer_name line_item_id item_id tax_id notes
      start_date end_date customer_id status search_text
    `,
    filterBy: "Status.Active Status.Stopped Status.Expired",
    messages: {
      create: "The recurring invoice has been created.",
      update: "Recurring invoice information has been updated.",
    },
  },
];
