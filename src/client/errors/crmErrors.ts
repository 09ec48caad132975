import type { Connection } from "@prismatic-io/spectral";
import { type Payload, valuesOf } from "../payload";
import type { Attempt } from "../response";
import {
  flatError,
  refusedRecords,
  sensitiveTexts,
  toFailure,
  writeResults,
} from "./errorElements";
import { makeError, RecordError } from "./errors";
import type { ErrorCode } from "./errorTable";

export interface ErrorContext {
  /** A read's rows are never taken for the results of a write. */
  isRead: boolean;
  tried: string;
  /** What was sent, to keep its values out of the error. */
  sent: { payload?: Payload; query?: Record<string, string | number | undefined> };
  neededScope: string;
  tries: number;
  /** An earlier try may have been carried out. */
  outcomeUnknown: boolean;
  /** Further facts for errors that are Zoho's own. */
  facts: readonly string[];
  /** Said when Zoho refuses what the call holds. */
  hints: readonly string[];
}

/** Parameters whose values are names of fields and pages, which an error may repeat. */
const HARMLESS_PARAMETERS = new Set([
  "fields",
  "sort_by",
  "sort_column",
  "sort_order",
  "module",
  "type",
]);

/**
 * The error that a complete reply stands for; undefined when Zoho did what was asked, at least in part.
 * The one place where replies become errors.
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

/** The texts of a request that no error may repeat. */
export function sentTexts({ payload, query = {} }: ErrorContext["sent"]): string[] {
  const parameters = Object.entries(query).filter(([name]) => !HARMLESS_PARAMETERS.has(name));
  return sensitiveTexts(valuesOf(payload), Object.fromEntries(parameters));
}

/** What a status means when nothing else does. */
export function codeForStatus(status: number): ErrorCode {
  if (status === 401) return "ZOHO_TOKEN_REJECTED";
  if (status === 403) return "ZOHO_NO_PERMISSION";
  if (status === 404 || status === 405) return "ZOHO_URL_UNKNOWN";
  if (status === 429) return "ZOHO_RATE_LIMITED";
  return status >= 500 ? "ZOHO_UNAVAILABLE" : "ZOHO_REJECTED";
}
