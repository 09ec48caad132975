import { isValid } from "date-fns";
import { InputError } from "../client/errors/errors";
import {
  parseBoolean,
  parseDecimal,
  type RecordValues,
  refuseLostDigits,
} from "../client/recordValues";
import { isObject, parseJson } from "../shared/json";
import { words } from "./recordTypes/recordType";

/**
 * The record to send. Typed text is parsed if it is JSON, and converted for number and boolean fields; all else
 * stays text. Dates and times get Zoho's format, and fields that begin with cf_ go into custom_fields.
 */
export function recordToSend({ raw, typed }: RecordValues): Record<string, unknown> {
  const dynamic = Object.fromEntries(Object.entries(raw).filter(([name]) => !(name in typed)));
  refuseLostDigits("Dynamic Fields", dynamic);
  refuseLostDigits("Values", typed);
  const fitted = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      typeof value === "string" ? typedValue(name, value) : value,
    ]),
  );
  const values = Object.entries({ ...dynamic, ...fitted }).filter(([name]) => !isCustom(name));
  const record = Object.fromEntries(
    values.map(([name, value]) => [name, inBooksTime(name, value)]),
  );
  const custom_fields = [...customFields(raw), ...customFields(fitted)];
  if (custom_fields.length === 0) return record;
  return { ...record, custom_fields: lastOfEach(custom_fields) };
}

function typedValue(name: string, text: string): unknown {
  const trimmed = text.trim();
  const json = parseJson(trimmed);
  if (json !== undefined) return json;
  if (isBooleanField(name)) return parseBoolean(trimmed) ?? text;
  if (isNumberField(name)) return parseDecimal(trimmed) ?? text;
  return text;
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Formats dates as yyyy-mm-dd, and times with whole seconds and an offset without a colon, at any depth. A time
 * in a date field becomes the date written in it; a Date object becomes its date in UTC.
 */
function inBooksTime(name: string, value: unknown): unknown {
  if (value instanceof Date) {
    return isValid(value) ? inBooksTime(name, value.toISOString()) : value;
  }
  if (Array.isArray(value)) return value.map((inner) => inBooksTime(name, inner));
  if (isPlain(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, inner]) => [key, inBooksTime(key, inner)]));
  }
  const [, date, time, offset] = typeof value === "string" ? (ISO_TIME.exec(value) ?? []) : [];
  if (date === undefined || time === undefined) return value;
  if (name === "date" || name.endsWith("_date")) return date;
  // Without an offset, the time is ambiguous.
  if (!name.endsWith("_time") || offset === undefined) return value;
  const seconds = time.length === 5 ? `${time}:00` : time;
  return `${date}T${seconds}${/z/i.test(offset) ? "+0000" : offset.replace(":", "")}`;
}

/** A plain object, not a class instance such as a buffer or a decimal number. */
const isPlain = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));

const CUSTOM_FIELDS = "custom_fields";

const isCustom = (name: string): boolean =>
  name === CUSTOM_FIELDS || name === "custom_field_hash" || name.startsWith("cf_");

/**
 * The custom fields among the values as a list, which writes expect; rows show them as cf_name. The list wins
 * over cf_name, because a row keeps the latter as it was read.
 */
function customFields(values: Record<string, unknown>): Record<string, unknown>[] {
  const flat = Object.entries(values)
    .filter(([name]) => name.startsWith("cf_") && !isTwin(name, values))
    .map(([name, value]) => ({ api_name: name, value }));
  const { [CUSTOM_FIELDS]: raw } = values;
  if (raw === undefined || raw === null || raw === "") return flat;
  const list = typeof raw === "string" ? parseJson(raw) : raw;
  if (Array.isArray(list) && list.every(isObject)) return [...flat, ...list];
  throw new InputError(CUSTOM_FIELDS, "must be a list of objects with api_name and value.");
}

/** The last value of each field. */
function lastOfEach(fields: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const byName = new Map(
    fields.map((field, index) => [field.api_name ?? field.customfield_id ?? index, field]),
  );
  return [...byName.values()];
}

/** Rows also show a custom field with formatted or unformatted text. */
const isTwin = (name: string, values: Record<string, unknown>): boolean =>
  /^cf_.*_(un)?formatted$/.test(name) && name.replace(/_(un)?formatted$/, "") in values;

/** Fields that hold a number, as replies show them. A name means the same in every record type. */
const NUMBERS = new Set(
  words(`
  adjustment amount amount_applied amount_withheld bank_charges budget_amount budget_hours
  closing_balance cost_amount credit credit_limit depth discount discount_amount discount_percent
  distance due_in_days early_payment_discount_amount early_payment_discount_percentage exchange_rate
  initial_stock initial_stock_rate item_order item_total line_item_total markup_percent mileage_rate
  opening_balance_amount payment_terms price_precision pricebook_rate purchase_rate quantity
  quantity_billed quantity_cancelled quantity_received rate reorder_level repeat_every roundoff_value
  sales_rate shipping_charge start_quantity end_quantity sub_total tax_amount tax_amount_withheld
  tax_percentage tax_total tds_total total total_retention_amount write_off_amount
`),
);

const BOOLEANS = new Set(
  words(`
  ach_supported allow_partial_payments associated_with_square auto_exchange_rate_enabled
  payment_reminder_enabled show_in_storefront sync_to_crm update_timesheet
  stop_reminder_until_payment_expected_date
`),
);

/** These beginnings are used for nothing else. */
const BOOLEAN_NAME = /^(is|can|has|track)_(?!number$|id$)/;

const isNumberField = (name: string): boolean => NUMBERS.has(name);

const isBooleanField = (name: string): boolean => BOOLEANS.has(name) || BOOLEAN_NAME.test(name);
