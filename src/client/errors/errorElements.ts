import { isObject } from "../../shared/json";
import type { Failure, RefusedRecord } from "./errors";
import { type ErrorCode, errorCodeFor } from "./errorTable";

/**
 * Reads what is wrong from a reply of Zoho CRM's. Only named keys are taken over; free text of Zoho's is
 * cleaned of what the request held, so that no value of a customer's shows in an error.
 * https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html
 */
export interface ErrorElement {
  code: string;
  message?: unknown;
  details?: Record<string, unknown>;
}

const isErrorElement = (value: unknown): value is ErrorElement & Record<string, unknown> =>
  isObject(value) && typeof value.code === "string" && value.status === "error";

/** The value itself when it is one of Zoho's error objects. */
export function flatError(value: unknown): ErrorElement | undefined {
  return isErrorElement(value) ? value : undefined;
}

/** The results of a write, one a record or channel; empty when the reply holds none. */
export function writeResults(body: unknown): unknown[] {
  const list = isObject(body) ? (body.data ?? body.watch) : undefined;
  return Array.isArray(list) ? list : [];
}

/** Every refused record of a write's reply, whatever its HTTP status was. */
export function refusedRecords(body: unknown): RefusedRecord[] {
  return writeResults(body).flatMap((result, index) => {
    if (!isErrorElement(result)) return [];
    const { field, existingId } = factsOf(result);
    return [
      {
        index,
        code: errorCodeFor(result.code) ?? "ZOHO_REJECTED",
        zohoCode: result.code,
        ...(field && { field }),
        ...(existingId && { existingId }),
      },
    ];
  });
}

/** The failure that an error element describes. `sent` holds the texts of the request to keep out. */
export function toFailure(
  element: ErrorElement,
  known: { tried: string; status: number; sent: readonly string[] },
): Failure {
  const { field, facts } = factsOf(element);
  return {
    code: codeOf(element),
    tried: known.tried,
    status: known.status,
    zohoCode: element.code.slice(0, 60),
    ...limitOf(element),
    zohoMessage: cleanMessage(element.message, known.sent),
    field,
    facts: facts.filter((fact) => fact.startsWith(EXISTING) || !leaksValue(fact, known.sent)),
  };
}

/** What a LIMIT_EXCEEDED is about: LIMIT, OFFSET, fields ..., and how much Zoho allows of it. */
function limitOf({ details }: ErrorElement): Pick<Failure, "limit"> {
  if (!isObject(details) || typeof details.limit !== "number") return {};
  const name = details.by ?? details.param_name ?? details.api_name;
  return { limit: { of: typeof name === "string" ? name.toLowerCase() : "", most: details.limit } };
}

/** INVALID_DATA stands for a wrong value, an unknown related list and an unknown id; the last names no field. */
function codeOf({ code, details, message }: ErrorElement): ErrorCode {
  if (code === "INVALID_DATA" && /relation name/i.test(String(message))) {
    return "ZOHO_RELATED_LIST_UNKNOWN";
  }
  const aboutAnId =
    details?.api_name === undefined && /\bid given\b|not deleted/i.test(String(message));
  if (code === "INVALID_DATA" && aboutAnId) return "ZOHO_RECORD_NOT_FOUND";
  return errorCodeFor(code) ?? "ZOHO_REJECTED";
}

/** Names a record by its id, which is no value of a field. */
const EXISTING = "Existing record: ";

function factsOf({ details }: ErrorElement): {
  field?: string;
  existingId?: string;
  facts: string[];
} {
  if (!isObject(details)) return { facts: [] };
  const inner = Array.isArray(details.errors) ? details.errors.find(isObject) : undefined;
  const source = isObject(inner?.details) ? { ...details, ...inner.details } : details;
  const existingId = existingRecordId(source);
  const facts = [
    fact(source.expected_data_type, (type) => `Expected type: ${type}.`),
    fact(source.maximum_length, (length) => `Longest allowed: ${length} characters.`),
    fact(source.limit, (limit) => `Limit: ${limit}.`),
    fact(source.reason, (reason) => `Reason: ${reason}.`),
    fact(source.clause, (clause) => `Missing or wrong clause: ${clause}.`),
    fact(keywordIn(source.near), (near) => `Near: ${near}.`),
    fact(place(source), (text) => text),
    fact(source.operator, (operator) => `Operator: ${operator}.`),
    fact(existingId, (id) => `${EXISTING}${id}.`),
    fact(list(source.permissions), (names) => `Missing permission: ${names}.`),
    fact(list(source.ambiguity_due_to), (names) => `Conflicting: ${names}.`),
    fact(list(source.expected_fields), (names) => `Expected: ${names}.`),
  ].filter((text) => text !== undefined);
  const names = [source.api_name, source.column_name, source.param_name, source.param];
  const field = names.find((name) => typeof name === "string" && name.length <= 100);
  return { ...(typeof field === "string" && { field }), ...(existingId && { existingId }), facts };
}

/** Zoho nests the record that already holds a value differently from version to version. */
function existingRecordId(details: Record<string, unknown>): string | undefined {
  const nested = isObject(details.duplicate_record) ? details.duplicate_record.id : undefined;
  const id = nested ?? details.id;
  return typeof id === "string" && /^\d{1,20}$/.test(id) ? id : undefined;
}

function fact(value: unknown, sentence: (text: string) => string): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return value === "" ? undefined : sentence(String(value).slice(0, 100));
}

/** Of the place where a query goes wrong, only words of the language are shown: others may be values. */
function keywordIn(near: unknown): string | undefined {
  const word = typeof near === "string" ? near.trim() : "";
  return KEYWORDS.test(word) ? word : undefined;
}

const KEYWORDS =
  /^(select|from|where|and|or|not|in|like|is|null|between|order by|group by|asc|desc|limit|offset|as)$/i;

/** Where in a query something is wrong. */
function place({ line, column }: Record<string, unknown>): string | undefined {
  if (typeof column !== "number") return undefined;
  return typeof line === "number" ? `At line ${line}, column ${column}.` : `At column ${column}.`;
}

function list(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.map((item) => (isObject(item) ? item.api_name : item));
  return names.filter((name) => typeof name === "string").join(", ");
}

/** Zoho's message, unless something of the request shows in it. */
export function cleanMessage(message: unknown, sent: readonly string[]): string | undefined {
  if (typeof message !== "string" || message.trim() === "") return undefined;
  const text = message.replace(/\s+/g, " ").trim().slice(0, MAX_MESSAGE_LENGTH);
  return leaksValue(text, sent) ? undefined : text;
}

const MAX_MESSAGE_LENGTH = 200;
/** So many characters in a row are no coincidence: Zoho may shorten what it repeats. */
const PIECE_LENGTH = 12;

/** Whether a text repeats something that was sent: as a word of its own, or a piece of something longer. */
export function leaksValue(text: string, sent: readonly string[]): boolean {
  const folded = text.toLowerCase();
  const words = new Set(folded.split(/[^\p{L}\p{N}@._+-]+/u));
  const pieces = Array.from({ length: Math.max(0, folded.length - PIECE_LENGTH + 1) }, (_, at) =>
    folded.slice(at, at + PIECE_LENGTH),
  );
  return sent.some((value) => {
    const other = value.toLowerCase();
    if (words.has(other)) return true;
    if (other.length < 6) return false;
    return folded.includes(other) || pieces.some((piece) => other.includes(piece));
  });
}

/** The values that a query compares with: texts in quotes, closed or not, and numbers. */
function valuesInQuery(query: string): string[] {
  const quoted = [...query.matchAll(/'((?:[^'\\]|\\.)*)(?:'|$)/g)].map(([, text = ""]) => text);
  const texts = quoted.map((text) => text.replace(/\\(.)/g, "$1"));
  return [...texts, ...quoted, ...texts.flatMap(wordsOf), ...(query.match(/\d{3,}/g) ?? [])];
}

/**
 * The words of a text, since a reply may repeat one of them alone. What a colon follows names a field or a
 * comparison in a search criterion, and is no value.
 */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/([\p{L}\p{N}@._+-]+)(:?)/gu)].flatMap(([, word = "", colon]) =>
    colon === "" ? [word] : [],
  );

/** Shorter texts tell nothing, and would hide words of Zoho's own. */
const MIN_TEXT_LENGTH = 3;

/** The texts in a request body or query: what no error may repeat. */
export function sensitiveTexts(...values: unknown[]): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    if (text.length >= MIN_TEXT_LENGTH) found.add(text);
  };
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === "string") {
      const isQuery = /^\s*select\s/i.test(value);
      for (const text of isQuery ? valuesInQuery(value) : [value, ...wordsOf(value)]) add(text);
    } else if (typeof value === "number") add(String(value));
    else if (typeof value === "object" && value !== null && depth < MAX_DEPTH) {
      for (const inner of Object.values(value)) visit(inner, depth + 1);
    }
  };
  for (const value of values) visit(value, 0);
  return [...found];
}

/** Zoho nests no deeper. */
const MAX_DEPTH = 10;
