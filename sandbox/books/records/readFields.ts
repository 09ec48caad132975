import { isDate } from "../../clock";
import { isJsonObject, type JsonObject } from "../../http";
import type { Variants } from "../../state/variants";
import { invalidValue, tooLong } from "../errors";
import type { FieldKind, Shape } from "../schema/shape";

/** Maximum text lengths: some of Zoho's, with a default of the sandbox's own. */
const LENGTHS: Record<string, number> = {
  contact_name: 200,
  company_name: 200,
  first_name: 100,
  last_name: 100,
  account_name: 100,
  project_name: 100,
  name: 100,
  title: 100,
  reference_number: 100,
  currency_code: 10,
  description: 2000,
};
const DEFAULT_LENGTH = 10_000;
const DATE = /(^|_)date$/;
const NUMERIC = /^-?\d+(\.\d+)?$/;
const PERCENT = /^\d+(\.\d+)?%$/;

interface Reading {
  name: string;
  value: unknown;
  variants: Variants;
}

function readText({ name, value }: Reading): unknown {
  if (value === null) return "";
  if (!["string", "number", "boolean"].includes(typeof value)) throw invalidValue(name);
  const text = String(value);
  const limit = LENGTHS[name] ?? DEFAULT_LENGTH;
  if (text.length >= limit) throw tooLong(name, limit);
  if (DATE.test(name) && text !== "" && !isDate(text)) throw invalidValue(name);
  return text;
}

/** Empty amounts are "" (facts 7). */
function readNumber({ name, value, variants }: Reading): unknown {
  if (typeof value === "number") return value;
  if (value === null || value === "") return 0;
  const accepted = variants.booksNumbersAsText === "accepted";
  if (typeof value === "string" && accepted && NUMERIC.test(value)) return Number(value);
  throw invalidValue(name);
}

function readFlag({ name, value }: Reading): unknown {
  if (value === true || value === "true") return true;
  if (value === false || value === "false" || value === null || value === "") return false;
  throw invalidValue(name);
}

function readList({ name, value }: Reading): unknown {
  if (!Array.isArray(value)) throw invalidValue(name);
  return value;
}

const READERS: Record<Exclude<FieldKind, "group" | "rows">, (reading: Reading) => unknown> = {
  text: readText,
  number: readNumber,
  flag: readFlag,
  list: readList,
};

function readRows(inner: Shape, { name, value, variants }: Reading): JsonObject[] {
  if (!Array.isArray(value)) throw invalidValue(name);
  return value.map((row) => {
    if (!isJsonObject(row)) throw invalidValue(name);
    return readFields(inner, row, variants);
  });
}

function readGroup(inner: Shape, { name, value, variants }: Reading): JsonObject {
  if (!isJsonObject(value)) throw invalidValue(name);
  return inner.size === 0 ? value : readFields(inner, value, variants);
}

/**
 * The validated values of the body's known fields; others are ignored. A `discount` such as "10%"
 * becomes a number with `$discount_percent`.
 */
export function readFields(fields: Shape, body: JsonObject, variants: Variants): JsonObject {
  const read: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    const field = fields.get(name);
    if (!field) continue;
    const reading = { name, value, variants };
    const { kind, shape = new Map() } = field;
    if (name === "discount" && typeof value === "string" && PERCENT.test(value)) {
      read.discount = Number(value.slice(0, -1));
      read.$discount_percent = true;
    } else if (kind === "rows") read[name] = readRows(shape, reading);
    else if (kind === "group") read[name] = readGroup(shape, reading);
    else read[name] = READERS[kind](reading);
  }
  return read;
}
