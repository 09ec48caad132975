import {
  accountEffects,
  currencyAdjustmentEffects,
  expenseEffects,
  journalEffects,
  openingBalanceEffects,
} from "./accounting";
import { contactEffects, contactPersonEffects } from "./contacts";
import { documentEffects, payableEffects, recurringEffects } from "./documents";
import type { Effects } from "./effects";
import {
  bankAccountEffects,
  bankTransactionEffects,
  currencyEffects,
  itemEffects,
  projectEffects,
  taxEffects,
  timeEntryEffects,
  userEffects,
} from "./others";
import { customerPaymentEffects, vendorPaymentEffects } from "./payments";

const EFFECTS: Readonly<Record<string, Effects>> = {
  contacts: contactEffects,
  contactpersons: contactPersonEffects,
  users: userEffects,
  items: itemEffects,
  invoices: payableEffects,
  bills: payableEffects,
  estimates: documentEffects,
  salesorders: documentEffects,
  purchaseorders: documentEffects,
  creditnotes: documentEffects,
  vendorcredits: documentEffects,
  retainerinvoices: documentEffects,
  recurringbills: recurringEffects,
  recurringexpenses: recurringEffects,
  recurringinvoices: recurringEffects,
  customerpayments: customerPaymentEffects,
  vendorpayments: vendorPaymentEffects,
  journals: journalEffects,
  chartofaccounts: accountEffects,
  bankaccounts: bankAccountEffects,
  banktransactions: bankTransactionEffects,
  expenses: expenseEffects,
  basecurrencyadjustment: currencyAdjustmentEffects,
  projects: projectEffects,
  "projects/timeentries": timeEntryEffects,
  "settings/currencies": currencyEffects,
  "settings/taxes": taxEffects,
  "settings/openingbalances": openingBalanceEffects,
};

export const getEffects = (value: string): Effects => EFFECTS[value] ?? {};
