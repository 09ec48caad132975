import { isValid, parseISO } from "date-fns";
import { InputError } from "../client/errors/errors";
import type { RecordValues } from "../client/recordValues";
import { parseJson } from "../shared/json";
import { isoSeconds } from "../shared/time";

/**
 * Converts inputs before an action sees them. An input that a saved flow lacks arrives as undefined or "" and
 * gets its declared default.
 */

/** Trimmed text; "" when empty. Throws for objects, whose text would be meaningless. */
export const toText =
  (input: string) =>
  (value: unknown): string => {
    if (value === undefined || value === null) return "";
    if (typeof value === "object") throw new InputError(input, "must be a text.");
    if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      throw new InputError(input, "has lost digits as a number. Pass IDs as text.");
    }
    return String(value).trim();
  };

/** The API name of a module; the menu of CRM - Add Attachment has labels such as Price Books instead. */
export const toModuleName = (input: string) => (value: unknown) =>
  toText(input)(value).replaceAll(" ", "_");

/** A whole number between min and max; the default when empty. */
export const toWholeNumber =
  (input: string, { fallback, min, max }: { fallback: number; min: number; max: number }) =>
  (value: unknown): number => {
    const text = toText(input)(value);
    if (text === "") return fallback;
    const number = Number(text);
    const isExact = /^\d+$/.test(text) && Number.isSafeInteger(number);
    if (isExact && number >= min && number <= max) return number;
    const range = max === Number.POSITIVE_INFINITY ? `of ${min} or more` : `from ${min} to ${max}`;
    throw new InputError(input, `must be a whole number ${range}.`);
  };

/** true or false; the declared default when empty. */
export const toFlag =
  (input: string, fallback = false) =>
  (value: unknown): boolean => {
    const text = toText(input)(value).toLowerCase();
    if (text === "") return fallback;
    if (["false", "no", "0"].includes(text)) return false;
    if (["true", "yes", "1"].includes(text)) return true;
    throw new InputError(input, "must be true or false.");
  };

/** One of the values of a menu, or "" when empty. */
export const toChoice =
  <Value extends string>(input: string, values: readonly Value[]) =>
  (value: unknown): Value | "" => {
    const text = toText(input)(value);
    if (text === "") return "";
    const choice = values.find((candidate) => candidate === text);
    if (choice !== undefined) return choice;
    throw new InputError(input, `must be one of ${values.join(", ")}, or empty.`);
  };

/** Texts of a value list, without blanks. A single text may hold a JSON array or be separated by commas. */
export const toTextList =
  (input: string) =>
  (value: unknown): string[] => {
    const items = Array.isArray(value) ? value : splitList(toText(input)(value));
    return items.map(toText(input)).filter((item) => item !== "");
  };

function splitList(text: string): unknown[] {
  const parsed = parseJson(text);
  return Array.isArray(parsed) ? parsed : text.split(",");
}

/** A key-value list as an object; the last of two equal keys wins, and empty keys are left out. */
export const toKeyValues =
  (input: string) =>
  (value: unknown): Record<string, unknown> => {
    if (isEmpty(value)) return {};
    const parsed = typeof value === "string" ? parseJson(value) : value;
    if (Array.isArray(parsed)) return fromPairs(input, parsed);
    if (typeof parsed === "object" && parsed !== null) return { ...parsed };
    throw new InputError(input, "must be a list of keys and values.");
  };

/** Values from an earlier step, passed on as they are. Pairs were typed into a config variable instead. */
export const toRecordValues =
  (input: string) =>
  (value: unknown): RecordValues => {
    const object = typeof value === "string" ? (parseJson(value) ?? value) : value;
    const values = toKeyValues(input)(object);
    return Array.isArray(object) ? { raw: {}, typed: values } : { raw: values, typed: {} };
  };

function fromPairs(input: string, pairs: readonly unknown[]): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const pair of pairs) {
    if (typeof pair !== "object" || pair === null || !("key" in pair)) {
      throw new InputError(input, "must be a list of keys and values.");
    }
    const key = toText(input)(pair.key);
    if (key !== "") values.push([key, "value" in pair ? pair.value : ""]);
  }
  return Object.fromEntries(values);
}

/** An instant as Zoho writes it, in UTC: whole seconds with an offset. "" when empty. */
export const toInstant =
  (input: string) =>
  (value: unknown): string => {
    const text = value instanceof Date ? value.toISOString() : toText(input)(value);
    if (text === "") return "";
    const date = isoDate(text);
    if (!date) {
      throw new InputError(
        input,
        "must be a date or a time with its offset, such as 2026-01-31 or 2026-01-31T10:00:00+05:30.",
      );
    }
    return isoSeconds(date.getTime() / 1000);
  };

/** A date means its midnight in UTC; a time needs an offset. */
function isoDate(text: string): Date | undefined {
  const time = text.includes("T") ? text : `${text}T00:00:00Z`;
  const date = parseISO(time);
  return /(Z|[+-]\d{2}:?\d{2})$/i.test(time) && isValid(date) ? date : undefined;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");
