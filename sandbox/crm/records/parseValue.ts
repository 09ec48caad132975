import { isDate } from "../../clock";
import { isJsonObject } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType, FieldSpec, Scalar, StoredValue } from "../../state/schema/field";
import { parseBodyTime } from "../bodyTime";
import { invalidRecordId, invalidValue, tooLong, type WireError, wrongType } from "../errors";

/** A value to store, or the error. */
export type Parsed<T extends StoredValue = StoredValue> = { value: T } | { error: WireError };

interface ParseContext {
  state: SandboxState;
  field: FieldSpec;
  /** JSON path of the value. */
  path: string;
}

type Parser = (context: ParseContext, raw: unknown) => Parsed<Scalar>;

const refuse = ({ field, path }: ParseContext, expected: string): { error: WireError } => ({
  error: wrongType(field.apiName, path, expected),
});

const text: Parser = (context, raw) => {
  const { field, path } = context;
  if (typeof raw !== "string") return refuse(context, "text");
  if (raw.length > field.length) return { error: tooLong(field.apiName, path, field.length) };
  return { value: raw };
};

const matching =
  (pattern: RegExp, expected: string): Parser =>
  (context, raw) => {
    const parsed = text(context, raw);
    if ("error" in parsed || typeof parsed.value !== "string") return parsed;
    return parsed.value === "" || pattern.test(parsed.value) ? parsed : refuse(context, expected);
  };

const picklist: Parser = (context, raw) => {
  const parsed = text(context, raw);
  if ("error" in parsed || typeof parsed.value !== "string") return parsed;
  const { state, field, path } = context;
  const isListed = (field.options ?? []).includes(parsed.value);
  const isOpen = state.variants.unlistedPicklistValues === "accepted" && !field.restricted;
  if (isListed || isOpen) return parsed;
  return { error: invalidValue(field.apiName, path) };
};

const countDigits = (value: number): number => String(Math.trunc(Math.abs(value))).length;

const integer: Parser = (context, raw) => {
  if (typeof raw !== "number" || !Number.isInteger(raw)) return refuse(context, "integer");
  if (countDigits(raw) <= context.field.length) return { value: raw };
  return { error: tooLong(context.field.apiName, context.path, context.field.length) };
};

/** Long integers are texts in replies; writes accept texts and numbers (facts 13.22). */
const bigint: Parser = (context, raw) => {
  const digits = typeof raw === "number" && Number.isSafeInteger(raw) ? String(raw) : raw;
  if (typeof digits !== "string" || !/^-?\d+$/.test(digits)) return refuse(context, "bigint");
  if (digits.length <= context.field.length) return { value: digits };
  return { error: tooLong(context.field.apiName, context.path, context.field.length) };
};

const decimal: Parser = (context, raw) => {
  if (typeof raw !== "number" || !Number.isFinite(raw)) return refuse(context, "double");
  if (countDigits(raw) <= context.field.length) return { value: raw };
  return { error: tooLong(context.field.apiName, context.path, context.field.length) };
};

const boolean: Parser = (context, raw) =>
  typeof raw === "boolean" ? { value: raw } : refuse(context, "boolean");

const date: Parser = (context, raw) =>
  typeof raw === "string" && isDate(raw) ? { value: raw } : refuse(context, "date");

const datetime: Parser = (context, raw) => {
  const time = typeof raw === "string" ? parseBodyTime(context.state, raw) : undefined;
  return time === undefined ? refuse(context, "datetime") : { value: time };
};

/** The id in `{id}` or, in a variant, a bare id. */
function referencedId(context: ParseContext, raw: unknown): Parsed<string> {
  const bareAllowed = context.state.variants.bareLookupIds === "accepted";
  const id = isJsonObject(raw) ? raw.id : bareAllowed ? raw : undefined;
  if (typeof id !== "string") return refuse(context, "jsonobject");
  return isIdShaped(id)
    ? { value: id }
    : { error: invalidValue(context.field.apiName, `${context.path}.id`) };
}

const lookup: Parser = (context, raw) => {
  const { state, field, path } = context;
  const parsed = referencedId(context, raw);
  if ("error" in parsed) return parsed;
  const known = state.records.get(field.target ?? "")?.get(parsed.value);
  return known ? parsed : { error: invalidValue(field.apiName, `${path}.id`) };
};

const userlookup: Parser = (context, raw) => {
  const { state, field, path } = context;
  const parsed = referencedId(context, raw);
  if ("error" in parsed) return parsed;
  const active = state.user(parsed.value)?.status === "active";
  return active ? parsed : { error: invalidValue(field.apiName, `${path}.id`) };
};

const PARSERS: Partial<Record<DataType, Parser>> = {
  text,
  textarea: text,
  phone: text,
  website: text,
  email: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "email"),
  picklist,
  integer,
  bigint,
  double: decimal,
  currency: decimal,
  percent: decimal,
  boolean,
  date,
  datetime,
  lookup,
  userlookup,
  ownerlookup: userlookup,
};

/** Parses a scalar by the type of its field; `null` and `""` clear it. */
export function parseScalar(
  state: SandboxState,
  field: FieldSpec,
  raw: unknown,
  path: string,
): Parsed<Scalar> {
  if (raw === null || raw === "") return { value: null };
  const parser = PARSERS[field.dataType];
  return parser ? parser({ state, field, path }, raw) : { value: null };
}

/** Multi-select picklists are arrays of texts (facts 13.6). */
export function parseMultiSelect(
  state: SandboxState,
  field: FieldSpec,
  raw: unknown,
  path: string,
): Parsed {
  if (raw === null) return { value: null };
  const context = { state, field, path };
  if (!Array.isArray(raw)) return refuse(context, "jsonarray");
  const chosen: string[] = [];
  for (const entry of raw) {
    const parsed = picklist(context, entry);
    if ("error" in parsed) return parsed;
    if (typeof parsed.value === "string") chosen.push(parsed.value);
  }
  return { value: [...new Set(chosen)] };
}

/** The value of a polymorphic lookup. */
export interface ParentReference {
  id: string;
  moduleName: string;
}

/**
 * Polymorphic lookups name their module inside (`Parent_Id: {module: {api_name}, id}`) or in
 * another key (`What_Id` with `$se_module`, `Parent_Id` with `se_module`): facts 6, 13.11.
 */
export function parseParent(
  state: SandboxState,
  field: FieldSpec,
  raw: unknown,
  siblingModule: unknown,
  path: string,
): { parent: ParentReference } | { error: WireError } {
  const parsed = referencedId({ state, field, path }, raw);
  if ("error" in parsed) return parsed;
  const inside = isJsonObject(raw) && isJsonObject(raw.module) ? raw.module.api_name : undefined;
  const moduleName = inside ?? siblingModule;
  if (typeof moduleName !== "string") {
    const name = field.apiName === "Parent_Id" ? "module" : "$se_module";
    return { error: invalidValue(name, path.replace(/[^.]*$/, name)) };
  }
  return state.records.get(moduleName)?.get(parsed.value)
    ? { parent: { id: parsed.value, moduleName } }
    : { error: invalidRecordId(parsed.value) };
}
