import type { Connection } from "@prismatic-io/spectral";
import { isObject } from "../../shared/json";
import type { Attempt } from "../response";
import {
  type ErrorContext,
  type Failure,
  makeError,
  RecordError,
  type RefusedRecord,
} from "./errors";
import { codeForStatus, type ErrorCode, errorCodeFor } from "./errorTable";
import { cleanMessage, leaksValue, sentTexts } from "./redact";

/**
 * The error that a reply of Zoho CRM stands for; undefined if Zoho did what was asked, at least in part. Takes
 * only named keys from the reply; Zoho's free text is shown only if it repeats no value of the request.
 * https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html
 */
export function errorFromReply(
  connection: Connection,
  { status = 0, body, creditsRemaining }: Attempt,
  context: ErrorContext,
): Error | undefined {
  const { tried, tries, facts, outcomeUnknown } = context;
  if (status === 429 && creditsRemaining === 0) {
    return makeError(connection, { code: "ZOHO_CREDITS_EXHAUSTED", tried, status, tries });
  }
  const refused = context.isRead ? [] : refusedRecords(body);
  const results = writeResults(body);
  const allRefused = refused.length > 0 && refused.length === results.length;
  const element =
    flatError(body) ?? (allRefused || status >= 400 ? flatError(results[0]) : undefined);
  if (!element) {
    if (status < 400) return undefined;
    return makeError(connection, { code: codeForStatus(status), tried, status, tries, facts });
  }
  const sent = sentTexts(context.sent);
  const failure = { ...toFailure(element, { tried, status, sent }), tries, outcomeUnknown };
  failure.facts = [
    ...(refused.length > 1
      ? [`All ${refused.length} records were refused, the first for this.`]
      : []),
    ...(failure.facts ?? []),
    ...(failure.code === "ZOHO_SCOPE_MISSING" ? [`Needed scope: ${context.neededScope}.`] : []),
    ...(status === 400 ? context.hints : []),
    ...(status >= 500 ? facts : []),
  ];
  return refused.length > 0 && status !== 429 && status < 500
    ? new RecordError(failure, refused)
    : makeError(connection, failure);
}

interface ErrorElement {
  code: string;
  message?: unknown;
  details?: Record<string, unknown>;
}

const isErrorElement = (value: unknown): value is ErrorElement & Record<string, unknown> =>
  isObject(value) && typeof value.code === "string" && value.status === "error";

/** The value, if it is one of Zoho's error objects. */
function flatError(value: unknown): ErrorElement | undefined {
  return isErrorElement(value) ? value : undefined;
}

/** The results of a write, one for each record or channel; empty if the reply has none. */
export function writeResults(body: unknown): unknown[] {
  const list = isObject(body) ? (body.data ?? body.watch) : undefined;
  return Array.isArray(list) ? list : [];
}

/** The rejected records in the reply of a write, whatever its HTTP status. */
export function refusedRecords(body: unknown): RefusedRecord[] {
  return writeResults(body).flatMap((result, index) => {
    if (!isErrorElement(result)) return [];
    const { field, existingId } = factsOf(result);
    return [
      {
        index,
        code: errorCodeFor(result.code) ?? "ZOHO_REJECTED",
        zohoCode: result.code,
        field,
        existingId,
      },
    ];
  });
}

/** The failure that an error element describes, without the texts in `sent`. */
function toFailure(
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

/** What a LIMIT_EXCEEDED is about, such as LIMIT, OFFSET or fields, and the most that Zoho allows. */
function limitOf({ details }: ErrorElement): Pick<Failure, "limit"> {
  if (!isObject(details) || typeof details.limit !== "number") return {};
  const name = details.by ?? details.param_name ?? details.api_name;
  return { limit: { of: typeof name === "string" ? name.toLowerCase() : "", most: details.limit } };
}

/** INVALID_DATA means a wrong value, an unknown related list or an unknown id; only the last names no field. */
function codeOf({ code, details, message }: ErrorElement): ErrorCode {
  if (code === "INVALID_DATA" && /relation name/i.test(String(message))) {
    return "ZOHO_RELATED_LIST_UNKNOWN";
  }
  const aboutAnId =
    details?.api_name === undefined && /\bid given\b|not deleted/i.test(String(message));
  if (code === "INVALID_DATA" && aboutAnId) return "ZOHO_RECORD_NOT_FOUND";
  return errorCodeFor(code) ?? "ZOHO_REJECTED";
}

/** Begins the fact that names a record by its id, which is no field value. */
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
  return { field: typeof field === "string" ? field : undefined, existingId, facts };
}

/** Where Zoho puts the record that already has a value differs between versions. */
function existingRecordId(details: Record<string, unknown>): string | undefined {
  const nested = isObject(details.duplicate_record) ? details.duplicate_record.id : undefined;
  const id = nested ?? details.id;
  return typeof id === "string" && /^\d{1,20}$/.test(id) ? id : undefined;
}

function fact(value: unknown, sentence: (text: string) => string): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return value === "" ? undefined : sentence(String(value).slice(0, 100));
}

/** The word near a mistake in a query, if it is a keyword: other words may be values. */
function keywordIn(near: unknown): string | undefined {
  const word = typeof near === "string" ? near.trim() : "";
  return KEYWORDS.test(word) ? word : undefined;
}

const KEYWORDS =
  /^(select|from|where|and|or|not|in|like|is|null|between|order by|group by|asc|desc|limit|offset|as)$/i;

/** Position of a mistake in a query. */
function place({ line, column }: Record<string, unknown>): string | undefined {
  if (typeof column !== "number") return undefined;
  return typeof line === "number" ? `At line ${line}, column ${column}.` : `At column ${column}.`;
}

function list(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.map((item) => (isObject(item) ? item.api_name : item));
  return names.filter((name) => typeof name === "string").join(", ");
}
