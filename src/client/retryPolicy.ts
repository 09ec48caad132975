import { RETRY } from "../limits";

/**
 * What came of one try. `unsent` = certain that Zoho got nothing. `isExhausted` = a 429 because the
 * allowance of the day is used up.
 */
export type Outcome =
  | { kind: "reply"; status: number; retryAfterMs?: number; isExhausted?: boolean }
  | { kind: "unusable" }
  | { kind: "unsent" };

export interface RetryState {
  /** Tries made so far, this one included. */
  tries: number;
  /** Milliseconds waited between tries so far. */
  waitedMs: number;
  /** Repeating the call does no harm: a read, an update or delete by id, an upsert. */
  repeatable: boolean;
  /** Milliseconds until the caller stops waiting; absent = no deadline. */
  remainingMs?: number;
}

export interface RetryDelays {
  firstDelayMs: number;
  random(): number;
  /** What share of a delay is really waited: 1, or less beside a local Zoho. */
  scale?: number;
  /** All waiting together, where a product of Zoho's needs longer than others. */
  maxWaitMs?: number;
}

/**
 * Milliseconds to wait before the next try, or undefined when there must be none: 5 tries and 60 seconds
 * of waiting at most, or `maxWaitMs`. A 429 is repeated for every call, since Zoho did nothing; a 5xx or a
 * broken reply only for repeatable calls; a used-up allowance never.
 */
export function delayBeforeRetry(
  outcome: Outcome,
  state: RetryState,
  timing: RetryDelays,
): number | undefined {
  if (state.tries >= RETRY.maxTries || !mayRepeat(outcome, state.repeatable)) return undefined;
  const asked = outcome.kind === "reply" ? outcome.retryAfterMs : undefined;
  const doubled = timing.firstDelayMs * 2 ** (state.tries - 1);
  const delayMs = asked ?? Math.round(doubled * (0.5 + timing.random() / 2));
  const { scale = 1, maxWaitMs = RETRY.maxWaitMs } = timing;
  if (state.waitedMs + delayMs > maxWaitMs) return undefined;
  if (state.remainingMs !== undefined && delayMs * scale >= state.remainingMs) return undefined;
  return delayMs;
}

function mayRepeat(outcome: Outcome, repeatable: boolean): boolean {
  if (outcome.kind === "unsent") return true;
  if (outcome.kind === "unusable") return repeatable;
  if (outcome.status === 429) return outcome.isExhausted !== true;
  // 501 says that it will never work.
  return outcome.status >= 500 && outcome.status !== 501 && repeatable;
}

/** Milliseconds of a Retry-After header (seconds or a date); undefined when absent or senseless. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1_000 : undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
