import type { JsonObject } from "../../http";
import { refused } from "../errors";
import { addDays, localDate } from "../state/zonedTime";
import { asNumber, asText, type Draft, type Effects, roundToCents } from "./effects";
import { completeLines, getTotals } from "./lines";
import { addOutstanding, getOutstanding } from "./outstanding";

/** Sets the contact's currency, or else the base currency. */
export function completeCurrency({ organization, values }: Draft): void {
  const contactId = asText(values.customer_id) || asText(values.vendor_id);
  const contact = organization.store("contacts").get(contactId);
  const currencyId = asText(values.currency_id) || asText(contact?.values.currency_id);
  const currencies = organization.store("settings/currencies");
  const currency = currencies.get(currencyId) ?? organization.baseCurrency();
  values.currency_id = currency.id;
  values.currency_code = currency.values.currency_code;
  values.currency_symbol = currency.values.currency_symbol;
  values.currency_name_formatted = currency.values.currency_name_formatted;
  values.price_precision = 2;
  values.exchange_rate ||= asNumber(currency.values.exchange_rate) || 1;
}

/** What is still owed on a document: total less payments and credits. */
export const getBalance = (values: JsonObject): number =>
  roundToCents(
    asNumber(values.total) -
      asNumber(values.payment_made) -
      asNumber(values.credits_applied) -
      asNumber(values.vendor_credits_applied) -
      asNumber(values.write_off_amount),
  );

function completeDates({ organization, values, type, input, now }: Draft): void {
  values.date ||= localDate(now, organization.timeZone);
  const hasTerms = type.full.has("payment_terms") && type.full.has("due_date");
  if (!type.full.has("due_date")) return;
  const isMoved = input.date !== undefined || input.payment_terms !== undefined;
  if (!values.due_date || (isMoved && input.due_date === undefined)) {
    const days = hasTerms ? asNumber(values.payment_terms) : 0;
    values.due_date = addDays(asText(values.date), days);
  }
  if (asText(values.due_date) < asText(values.date)) {
    throw refused(9003, "The due date must be on or after the date.");
  }
}

function completeAddresses({ organization, values }: Draft): void {
  const contactId = asText(values.customer_id) || asText(values.vendor_id);
  const contact = organization.store("contacts").get(contactId)?.values;
  values.billing_address ??= contact?.billing_address ?? {};
  values.shipping_address ??= contact?.shipping_address ?? {};
  values.email ??= contact?.email ?? "";
  values.company_name = contact?.company_name ?? "";
}

function completeTotals({ values }: Draft): void {
  const totals = getTotals(values);
  const rate = asNumber(values.exchange_rate) || 1;
  Object.assign(values, totals);
  for (const [name, amount] of Object.entries(totals))
    values[`bcy_${name}`] = roundToCents(amount * rate);
  values.discount_percent = values.$discount_percent ? asNumber(values.discount) : 0;
  values.sub_total_inclusive_of_tax = values.is_inclusive_tax ? totals.sub_total : 0;
  values.balance = getBalance(values);
  if (asNumber(values.balance) < 0) {
    throw refused(4013, "The total cannot be less than what has been paid or credited.");
  }
}

/** Dates, currency, addresses, lines and totals of a document. */
function completeDocument(draft: Draft): void {
  completeDates(draft);
  completeCurrency(draft);
  completeAddresses(draft);
  completeLines(draft);
  completeTotals(draft);
}

/** Estimates, orders, credits, retainers. */
export const documentEffects: Effects = { complete: completeDocument };

/** Invoices and bills: the contact carries their balance; paid ones cannot be deleted (facts 7). */
export const payableEffects: Effects = {
  complete: completeDocument,
  afterSave: ({ organization, previous, values }) => {
    addOutstanding(organization, values, getOutstanding(values) - getOutstanding(previous));
  },
  beforeDelete: (_organization, { values }) => {
    if (asNumber(values.payment_made) > 0) {
      throw refused(4015, "It has payments and cannot be deleted. Delete the payments first.");
    }
  },
  afterDelete: (organization, { values }) =>
    addOutstanding(organization, values, -getOutstanding(values)),
};

/** Recurring documents: lines, totals and the date of the next one. */
export const recurringEffects: Effects = {
  complete: (draft) => {
    const { values, organization, now } = draft;
    values.start_date ||= localDate(now, organization.timeZone);
    completeCurrency(draft);
    if (draft.type.full.has("line_items") && draft.type.value !== "recurringexpenses") {
      completeAddresses(draft);
      completeLines(draft);
      completeTotals(draft);
    } else {
      values.total = values.amount;
      values.sub_total = values.amount;
      values.bcy_total = roundToCents(asNumber(values.amount) * asNumber(values.exchange_rate));
    }
    for (const name of ["next_bill_date", "next_expense_date", "next_invoice_date"]) {
      if (draft.type.full.has(name)) values[name] = values.start_date;
    }
  },
};
