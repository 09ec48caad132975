import type { JsonObject } from "../../http";
import { refused } from "../errors";
import { addDays, localDate } from "../state/zonedTime";
import { cents, type Draft, type Effects, numberOf, textOf } from "./effects";
import { completeLines, totalsOf } from "./lines";
import { outstandingOf, settle } from "./outstanding";

/** Sets the contact's currency, or else the base currency. */
export function completeCurrency({ organization, values }: Draft): void {
  const contactId = textOf(values.customer_id) || textOf(values.vendor_id);
  const contact = organization.store("contacts").get(contactId);
  const currencyId = textOf(values.currency_id) || textOf(contact?.values.currency_id);
  const currencies = organization.store("settings/currencies");
  const currency = currencies.get(currencyId) ?? organization.baseCurrency();
  values.currency_id = currency.id;
  values.currency_code = currency.values.currency_code;
  values.currency_symbol = currency.values.currency_symbol;
  values.currency_name_formatted = currency.values.currency_name_formatted;
  values.price_precision = 2;
  values.exchange_rate ||= numberOf(currency.values.exchange_rate) || 1;
}

/** What is still owed on a document: total less payments and credits. */
export const balanceOf = (values: JsonObject): number =>
  cents(
    numberOf(values.total) -
      numberOf(values.payment_made) -
      numberOf(values.credits_applied) -
      numberOf(values.vendor_credits_applied) -
      numberOf(values.write_off_amount),
  );

function completeDates({ organization, values, type, input, now }: Draft): void {
  values.date ||= localDate(now, organization.timeZone);
  const hasTerms = type.full.has("payment_terms") && type.full.has("due_date");
  if (!type.full.has("due_date")) return;
  const isMoved = input.date !== undefined || input.payment_terms !== undefined;
  if (!values.due_date || (isMoved && input.due_date === undefined)) {
    const days = hasTerms ? numberOf(values.payment_terms) : 0;
    values.due_date = addDays(textOf(values.date), days);
  }
  if (textOf(values.due_date) < textOf(values.date)) {
    throw refused(9003, "The due date must be on or after the date.");
  }
}

function completeAddresses({ organization, values }: Draft): void {
  const contactId = textOf(values.customer_id) || textOf(values.vendor_id);
  const contact = organization.store("contacts").get(contactId)?.values;
  values.billing_address ??= contact?.billing_address ?? {};
  values.shipping_address ??= contact?.shipping_address ?? {};
  values.email ??= contact?.email ?? "";
  values.company_name = contact?.company_name ?? "";
}

function completeTotals({ values }: Draft): void {
  const totals = totalsOf(values);
  const rate = numberOf(values.exchange_rate) || 1;
  Object.assign(values, totals);
  for (const [name, amount] of Object.entries(totals)) values[`bcy_${name}`] = cents(amount * rate);
  values.discount_percent = values.$discount_percent ? numberOf(values.discount) : 0;
  values.sub_total_inclusive_of_tax = values.is_inclusive_tax ? totals.sub_total : 0;
  values.balance = balanceOf(values);
  if (numberOf(values.balance) < 0) {
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
  saved: ({ organization, previous, values }) => {
    settle(organization, values, outstandingOf(values) - outstandingOf(previous));
  },
  removing: (_organization, { values }) => {
    if (numberOf(values.payment_made) > 0) {
      throw refused(4015, "It has payments and cannot be deleted. Delete the payments first.");
    }
  },
  removed: (organization, { values }) => settle(organization, values, -outstandingOf(values)),
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
      values.bcy_total = cents(numberOf(values.amount) * numberOf(values.exchange_rate));
    }
    for (const name of ["next_bill_date", "next_expense_date", "next_invoice_date"]) {
      if (draft.type.full.has(name)) values[name] = values.start_date;
    }
  },
};
