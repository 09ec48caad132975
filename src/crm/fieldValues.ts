import {
  parseBoolean,
  parseDecimal,
  type RecordValues,
  refuseLostDigits,
} from "../client/recordValues";
import { isObject, parseJson } from "../shared/json";
import type { CrmClient } from "./client";
import { type CrmField, fieldsIfReadable } from "./fields";

/**
 * The record to send: texts that a person typed become numbers, booleans, lists and lookups where the
 * metadata of the field says so. Without metadata they stay texts. Field names that the module does not
 * have are named in a warning and sent all the same, since Zoho decides.
 */
export async function recordToSend(
  client: CrmClient,
  module: string,
  { raw, typed }: RecordValues,
): Promise<Record<string, unknown>> {
  const dynamic = Object.fromEntries(Object.entries(raw).filter(([name]) => !(name in typed)));
  refuseLostDigits("Dynamic Fields", dynamic);
  refuseLostDigits("Values", typed);
  const hasTexts = Object.values(typed).some((value) => typeof value === "string");
  const fields = hasTexts ? await fieldsIfReadable(client, module) : undefined;
  if (!fields || fields.length === 0) return { ...raw, ...typed };

  const byName = new Map(fields.map((field) => [field.apiName, field]));
  const fitted = Object.entries(typed).map(([name, value]) => {
    const field = byName.get(name);
    return [name, field && typeof value === "string" ? typedValue(field, value) : value] as const;
  });
  const unknown = Object.keys(typed).filter((name) => !byName.has(name) && !isSystemKey(name));
  if (unknown.length > 0) {
    client.logger.warn(
      `${module} has no field ${unknown.join(", ")}. API names count, not labels.`,
    );
  }
  return { ...raw, ...Object.fromEntries(fitted) };
}

/** Keys of a record that are not fields: $approved, Layout, Tag, id and the like. */
const isSystemKey = (name: string): boolean =>
  name.startsWith("$") || ["id", "Layout", "Tag", "Wizard"].includes(name);

/** One text as the value that its field expects; the text itself where it does not fit. */
export function typedValue(field: CrmField, text: string): unknown {
  const convert = BY_DATA_TYPE[field.dataType] ?? BY_JSON_TYPE[field.jsonType];
  if (text.trim() === "") return null;
  return convert === undefined ? text : (convert(text.trim(), field) ?? text);
}

/** Returns undefined where the text does not fit. */
type Convert = (text: string, field: CrmField) => unknown;

const toInteger: Convert = (text) => {
  const number = Number(text);
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
};

/** A JSON array, or values separated by semicolons (commas where all parts are options). */
const toList: Convert = (text, { options }) => {
  const json = parseJson(text);
  if (Array.isArray(json)) return json;
  if (options.includes(text)) return [text];
  if (text.includes(";")) return parts(text, ";");
  const byComma = parts(text, ",");
  return byComma.every((part) => options.includes(part)) ? byComma : [text];
};

/** An id becomes {id}; an object typed as JSON is taken as it is. */
const toLookup: Convert = (text) => {
  if (/^\d{10,20}$/.test(text)) return { id: text };
  const json = parseJson(text);
  return isObject(json) ? json : undefined;
};

/** Zoho takes neither a trailing Z nor milliseconds: the same instant with +00:00 and whole seconds. */
const toDateTime: Convert = (text) =>
  text
    .replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d+(?=Z|[+-])/i, "$1")
    .replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})Z$/i, "$1+00:00");

const toJson: Convert = (text) => {
  const json = parseJson(text);
  return typeof json === "object" ? (json ?? undefined) : undefined;
};

const BY_DATA_TYPE: Record<string, Convert> = {
  integer: toInteger,
  double: parseDecimal,
  currency: parseDecimal,
  percent: parseDecimal,
  boolean: parseBoolean,
  multiselectpicklist: toList,
  lookup: toLookup,
  ownerlookup: toLookup,
  userlookup: toLookup,
  datetime: toDateTime,
};

const BY_JSON_TYPE: Record<string, Convert> = {
  integer: toInteger,
  double: parseDecimal,
  boolean: parseBoolean,
  jsonobject: toJson,
  jsonarray: toJson,
};

const parts = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
