import { RETRY } from "../limits";

/**
 * The result of one try. `unsent`: Zoho certainly received nothing. `unusable`: Zoho may have received the
 * request, but no usable reply came. `isExhausted`: a 429 because the day's allowance is used up.
 */
export type Outcome =
  | { kind: "reply"; status: number; retryAfterMs?: number; isExhausted?: boolean }
  | { kind: "unusable" }
  | { kind: "unsent" };

export interface RetryState {
  /** Tries so far, including this one. */
  tries: number;
  /** Total wait between tries so far. */
  waitedMs: number;
  /** Sending the call twice does no harm: a read, an update or delete by id, an upsert. */
  repeatable: boolean;
  /** Time until the caller stops waiting. Default: no limit. */
  remainingMs?: number;
}

export interface RetryOptions {
  /** Default: RETRY.maxTries. */
  maxTries?: number;
  /** Longest total wait between tries. Default: RETRY.maxWaitMs. */
  maxWaitMs?: number;
  /** Default: RETRY.firstDelayMs. */
  firstDelayMs?: number;
  /** Doubles the delay after every try. Default: true. */
  isExponential?: boolean;
  /** Shortens every delay by up to half, by chance. Default: true. */
  hasJitter?: boolean;
  /** Retries whatever failed, whether or not it can pass. Default: false. */
  allErrors?: boolean;
}

/** The parts of Timing that delays depend on. */
interface Delays {
  random(): number;
  /** The share of a delay that is really waited: less than 1 with a local Zoho. Default: 1. */
  scale?: number;
}

/**
 * Milliseconds to wait before the next try; undefined if there must be none, because the error will not
 * pass, or because tries, waiting time or the deadline are used up. Obeys Retry-After.
 */
export function delayBeforeRetry(
  outcome: Outcome,
  state: RetryState,
  options: RetryOptions & Delays,
): number | undefined {
  const { maxTries = RETRY.maxTries, maxWaitMs = RETRY.maxWaitMs, scale = 1 } = options;
  const { remainingMs = Number.POSITIVE_INFINITY } = state;
  const isAllowed = options.allErrors ? !isExhausted(outcome) : isRetryable(outcome, state);
  if (state.tries >= maxTries || !isAllowed) return undefined;
  const delayMs = retryAfterOf(outcome) ?? backOffMs(state.tries, options);
  if (state.waitedMs + delayMs > maxWaitMs || delayMs * scale >= remainingMs) return undefined;
  return delayMs;
}

/**
 * Whether the next try may succeed and does no harm. A 429 is retried for every call, since Zoho did nothing;
 * a 5xx or a broken reply only for repeatable calls; a used-up allowance never.
 */
function isRetryable(outcome: Outcome, { repeatable }: RetryState): boolean {
  if (outcome.kind === "unsent") return true;
  if (outcome.kind === "unusable") return repeatable;
  if (outcome.status === 429) return !isExhausted(outcome);
  // 501 is permanent.
  return outcome.status >= 500 && outcome.status !== 501 && repeatable;
}

function backOffMs(tries: number, options: RetryOptions & Delays): number {
  const { firstDelayMs = RETRY.firstDelayMs, isExponential = true, hasJitter = true } = options;
  const delayMs = isExponential ? firstDelayMs * 2 ** (tries - 1) : firstDelayMs;
  return hasJitter ? Math.round(delayMs * (0.5 + options.random() / 2)) : delayMs;
}

const isExhausted = (outcome: Outcome): boolean =>
  outcome.kind === "reply" && outcome.isExhausted === true;

const retryAfterOf = (outcome: Outcome): number | undefined =>
  outcome.kind === "reply" ? outcome.retryAfterMs : undefined;

/** Whether a write that failed may have been carried out: Zoho received it and did not reject it. */
export const mayHaveBeenApplied = (outcome: Outcome): boolean =>
  outcome.kind === "unusable" ||
  (outcome.kind === "reply" && (outcome.status < 400 || outcome.status >= 500));

/** Milliseconds of a Retry-After header (seconds or a date); undefined if absent or invalid. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1_000 : undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** Whether a method may be sent twice without harm. */
export const isIdempotent = (method: string): boolean => IDEMPOTENT.has(method);
