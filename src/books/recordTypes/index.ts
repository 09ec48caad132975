import {
  baseCurrencyAdjustment,
  chartAccount,
  currency,
  journal,
  openingBalance,
  tax,
} from "./accounting";
import { bankAccount, bankRule, bankTransaction } from "./banking";
import { contact, contactPerson, employee, user } from "./people";
import { project, task, timeEntry } from "./projects";
import {
  bill,
  expense,
  purchaseOrder,
  recurringBill,
  recurringExpense,
  vendorCredit,
  vendorPayment,
} from "./purchases";
import type { RecordType } from "./recordType";
import {
  creditNote,
  customerPayment,
  estimate,
  invoice,
  item,
  recurringInvoice,
  retainerInvoice,
  salesOrder,
} from "./sales";

export type { Method, Parent, RecordType } from "./recordType";

/** THE table of record types of Zoho Books, in the order of the menus. */
export const RECORD_TYPES: readonly RecordType[] = [
  bankAccount,
  bankTransaction,
  bankRule,
  baseCurrencyAdjustment,
  bill,
  chartAccount,
  contact,
  contactPerson,
  creditNote,
  currency,
  customerPayment,
  employee,
  estimate,
  expense,
  invoice,
  item,
  journal,
  openingBalance,
  project,
  purchaseOrder,
  recurringBill,
  recurringExpense,
  recurringInvoice,
  retainerInvoice,
  salesOrder,
  task,
  tax,
  timeEntry,
  user,
  vendorCredit,
  vendorPayment,
];
