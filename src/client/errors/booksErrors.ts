import type { Connection } from "@prismatic-io/spectral";
import { isObject, parseReply } from "../../shared/json";
import { hasFileName } from "../files";
import type { Quota } from "../rateLimiter";
import type { Attempt } from "../response";
import { type ErrorContext, makeError } from "./errors";
import { codeForStatus, errorCodeForBooks } from "./errorTable";
import { cleanMessage, leaksValue, sentTexts } from "./redact";

/** Every body of Zoho Books holds a result code. https://www.zoho.com/books/api/v3/errors/ */
interface Verdict {
  code: number;
  message: unknown;
}

/** The error in a body; undefined for code 0 and for bodies without a code. */
function parseVerdict(body: unknown): Verdict | undefined {
  if (!isObject(body)) return undefined;
  const { code, message } = body;
  const isCode = typeof code === "number" || (typeof code === "string" && /^\d+$/.test(code));
  return isCode && Number(code) !== 0 ? { code: Number(code), message } : undefined;
}

/** The day's allowance is used up. */
const QUOTA_EXHAUSTED = 45;
/** The organization has used its calls of the minute. */
const MINUTE_EXHAUSTED = 44;
/** The HTTP status that a code stands for. Any of them may come inside a 200. */
const STATUS_OF: Record<number, number> = {
  14: 401,
  [MINUTE_EXHAUSTED]: 429,
  [QUOTA_EXHAUSTED]: 429,
  57: 401,
  1000: 500,
  1070: 429,
};

/**
 * Adds what only Zoho Books reports: the calls left of the day, and errors whatever their HTTP status.
 * `minuteMs`: the wait after a used-up minute.
 */
export function interpretBooks(given: Attempt, nowMs: number, minuteMs: number): Attempt {
  const quota = quotaIn(given.headers, nowMs);
  const attempt = { ...withErrorBody(given), quota };
  const { outcome } = attempt;
  const verdict = parseVerdict(attempt.body);
  if (outcome.kind !== "reply" || !verdict) return attempt;
  const status = STATUS_OF[verdict.code] ?? Math.max(outcome.status, 400);
  const asked = verdict.code === MINUTE_EXHAUSTED ? minuteMs : undefined;
  const retryAfterMs = outcome.retryAfterMs ?? asked;
  const isExhausted = verdict.code === QUOTA_EXHAUSTED;
  const isMinute = verdict.code === MINUTE_EXHAUSTED && retryAfterMs !== undefined;
  const closedForMs = isMinute ? Math.min(retryAfterMs, minuteMs) : undefined;
  return {
    ...attempt,
    outcome: { ...outcome, status, retryAfterMs, isExhausted },
    closedForMs,
  };
}

/** Zoho may send an error in place of a file: JSON without a file name. */
function withErrorBody(attempt: Attempt): Attempt {
  const { body, headers = {} } = attempt;
  const isJson = /json/i.test(headers["content-type"] ?? "");
  if (!Buffer.isBuffer(body) || !isJson || hasFileName(headers)) return attempt;
  try {
    const parsed = parseReply(body.toString("utf8"));
    return parseVerdict(parsed) ? { ...attempt, body: parsed } : attempt;
  } catch {
    return attempt;
  }
}

/** https://www.zoho.com/books/api/v3/introduction/#api-call-limit */
function quotaIn(headers: Record<string, string> = {}, nowMs: number): Quota | undefined {
  const [limit, remaining, seconds] = ["limit", "remaining", "reset"].map((name) => {
    const text = headers[`x-rate-limit-${name}`] ?? "";
    return /^[\d,]{1,12}$/.test(text) ? Number(text.replaceAll(",", "")) : undefined;
  });
  if (limit === undefined || remaining === undefined || seconds === undefined) return undefined;
  return { limit, remaining, resetsAtMs: nowMs + seconds * 1_000 };
}

/** The error that a reply of Zoho Books stands for; undefined if Zoho did what was asked. */
export function booksErrorFromReply(
  connection: Connection,
  { outcome, status = 0, body, quota }: Attempt,
  context: ErrorContext,
): Error | undefined {
  const { tried, tries, outcomeUnknown } = context;
  const verdict = parseVerdict(body);
  if (!verdict && status < 400) return undefined;
  const meant = outcome.kind === "reply" ? outcome.status : status;
  const code = (verdict && errorCodeForBooks(verdict.code)) ?? codeForStatus(meant);
  const sent = sentTexts(context.sent);
  const message = verdict && cleanMessage(withoutValues(verdict.message), sent);
  const named = verdict && fieldIn(verdict.message);
  const field = named && leaksValue(named, sent) ? undefined : named;
  const facts = [
    code === "ZOHO_TOKEN_OR_SCOPE" && `Needed scope: ${context.neededScope}.`,
    code === "ZOHO_QUOTA_EXHAUSTED" && quota && quotaFact(quota),
    ...(meant >= 500 ? context.facts : []),
    ...(meant === 400 ? context.hints : []),
  ].filter((fact) => typeof fact === "string");
  return makeError(connection, {
    code,
    tried,
    status,
    tries,
    outcomeUnknown,
    zohoCode: verdict && String(verdict.code),
    zohoMessage: message,
    field,
    facts,
  });
}

function quotaFact({ limit, resetsAtMs }: Quota): string {
  const at = new Date(resetsAtMs).toISOString().slice(0, 16).replace("T", " ");
  return `The allowance of ${limit} calls a day starts over at ${at} UTC.`;
}

/** Zoho quotes record values in its messages; replaces them by an ellipsis. */
const withoutValues = (message: unknown): unknown =>
  typeof message === "string"
    ? message
        .replace(/["“«].*["”»]/g, '"…"')
        .replace(/(^|[\s(])['‘].*['’](?=[\s.,;:)]|$)/g, "$1'…'")
        .replace(/\S+@\S+/g, "…")
        .replace(/^(Invalid value passed for )(?![a-z][a-z\d_]*\.?$|JSONString\.?$).*$/, "$1…")
    : message;

/** The parameter or field that a message is about. */
function fieldIn(message: unknown): string | undefined {
  if (typeof message !== "string") return undefined;
  return NAMING.map((pattern) => message.match(pattern)?.[1]).find((name) => name !== undefined);
}

/** These sentences name a field and hold no value. */
const NAMING = [
  /^Invalid value passed for ([a-z][a-z\d_]{0,60}|JSONString)\.?$/,
  /^Please ensure that (?:the )?([a-z][a-z\d_]{0,60}) has less than/,
];
