import { isValid } from "date-fns";
import { jsonIn } from "../client/json";
import { booleanIn, decimalIn, type RecordValues, refuseLostDigits } from "../client/recordValues";
import { isObject } from "../client/replyErrors";
import { isBooleanField, isNumberField } from "./fieldKinds";

/**
 * The record to send. Texts that a person typed become JSON where they are JSON, and numbers or booleans
 * where the field is known to hold one; all others stay texts. Dates and times are written as Zoho Books
 * takes them, and fields that begin with cf_ go into custom_fields.
 */
export function recordToSend({ given, typed }: RecordValues): Record<string, unknown> {
  refuseLostDigits("Dynamic Fields", given);
  refuseLostDigits("Values", typed);
  const values = { ...given };
  for (const [name, value] of Object.entries(typed)) {
    values[name] = typeof value === "string" ? typedValue(name, value) : value;
  }
  for (const [name, value] of Object.entries(values)) values[name] = inBooksTime(name, value);
  return withCustomFields(values);
}

function typedValue(name: string, text: string): unknown {
  const trimmed = text.trim();
  const json = jsonIn(trimmed);
  if (json !== undefined) return json;
  if (isBooleanField(name)) return booleanIn(trimmed) ?? text;
  if (isNumberField(name)) return decimalIn(trimmed) ?? text;
  return text;
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A date is yyyy-mm-dd, a time has whole seconds and an offset without a colon; both at any depth. A moment
 * given for a date stands for the date that is written in it; an instant of an earlier step for that of UTC.
 */
function inBooksTime(name: string, value: unknown): unknown {
  if (value instanceof Date) {
    return isValid(value) ? inBooksTime(name, value.toISOString()) : value;
  }
  if (Array.isArray(value)) return value.map((inner) => inBooksTime(name, inner));
  if (isObject(value) && !Buffer.isBuffer(value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, inner]) => [key, inBooksTime(key, inner)]));
  }
  const [, date, time, offset] = typeof value === "string" ? (ISO_TIME.exec(value) ?? []) : [];
  if (date === undefined || time === undefined) return value;
  if (name === "date" || name.endsWith("_date")) return date;
  // Without an offset the moment is not known.
  if (!name.endsWith("_time") || offset === undefined) return value;
  const seconds = time.length === 5 ? `${time}:00` : time;
  return `${date}T${seconds}${/z/i.test(offset) ? "+0000" : offset.replace(":", "")}`;
}

/** https://www.zoho.com/books/api/v3/ takes custom fields as a list only, though rows show them as cf_name. */
function withCustomFields(values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(values).filter(([name]) => !isTwin(name, values));
  const custom = entries.filter(([name]) => name.startsWith("cf_"));
  if (custom.length === 0) return values;
  const others = Object.fromEntries(entries.filter(([name]) => !name.startsWith("cf_")));
  const { custom_fields: given } = others;
  const listed = typeof given === "string" ? jsonIn(given) : given;
  const names = new Set(custom.map(([name]) => name));
  const kept = (Array.isArray(listed) ? listed : []).filter(
    (field) => !isObject(field) || !names.has(String(field.api_name)),
  );
  const added = custom.map(([name, value]) => ({ api_name: name, value }));
  return { ...others, custom_fields: [...kept, ...added] };
}

/** Rows show a custom field twice, the second time as it is stored. */
const isTwin = (name: string, values: Record<string, unknown>): boolean =>
  /^cf_.*_(un)?formatted$/.test(name) && name.replace(/_(un)?formatted$/, "") in values;
