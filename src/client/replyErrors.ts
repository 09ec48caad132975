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

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
export function failureOf(
  element: ErrorElement,
  known: { tried: string; status: number; sent: readonly string[] },
): Failure {
  const { field, facts } = factsOf(element);
  return {
    code: codeOf(element),
    tried: known.tried,
    status: known.status,
    zohoCode: element.code.slice(0, 60),
    zohoMessage: cleanMessage(element.message, known.sent),
    field,
    facts: facts.map((fact) => withoutSent(fact, known.sent)),
  };
}

/** INVALID_DATA stands for a wrong value and for an unknown id; only the latter names no field. */
function codeOf({ code, details, message }: ErrorElement): ErrorCode {
  const aboutAnId =
    details?.api_name === undefined && /\bid given\b|not deleted/i.test(String(message));
  if (code === "INVALID_DATA" && aboutAnId) return "ZOHO_RECORD_NOT_FOUND";
  return errorCodeFor(code) ?? "ZOHO_REJECTED";
}

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
    fact(source.near, (near) => `Near: ${near}.`),
    fact(place(source), (text) => text),
    fact(source.operator, (operator) => `Operator: ${operator}.`),
    fact(existingId, (id) => `Existing record: ${id}.`),
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

function cleanMessage(message: unknown, sent: readonly string[]): string | undefined {
  if (typeof message !== "string" || message.trim() === "") return undefined;
  return withoutSent(message.replace(/\s+/g, " ").trim(), sent).slice(0, 200);
}

/** Replaces every text of the request that is long enough to tell something about a customer. */
function withoutSent(text: string, sent: readonly string[]): string {
  let clean = text;
  for (const value of sent) if (clean.includes(value)) clean = clean.split(value).join("(hidden)");
  return clean;
}

/** What stands between single quotes in a query: the values that it compares with. */
const quotedIn = (text: string): string[] =>
  [...text.matchAll(/'((?:[^'\\]|\\.){3,})'/g)].map(([, quoted = ""]) => quoted);

/** Texts of six characters or more in a request body or query, longest first: what no error may repeat. */
export function textsOf(...values: unknown[]): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === "string" && value.length >= 6) {
      found.add(value);
      for (const quoted of quotedIn(value)) found.add(quoted);
    } else if (typeof value === "number" && Math.abs(value) >= 100_000) found.add(String(value));
    else if (typeof value === "object" && value !== null && depth < 10) {
      for (const inner of Object.values(value)) visit(inner, depth + 1);
    }
  };
  for (const value of values) visit(value, 0);
  return [...found].sort((a, b) => b.length - a.length);
}
