import { ATTACHMENT, HTTP, RETRY } from "../limits";

/** Clock, timeouts and back-off delays; injectable for tests. */
export interface Timing {
  now(): number;
  /** Milliseconds of a monotonic clock, for limits within the process. */
  ticks(): number;
  sleep(ms: number): Promise<void>;
  /** From 0 up to 1, for jitter. */
  random(): number;
  /** The share of a delay that `sleep` really waits. Default: 1. */
  scale?: number;
  timeoutMs: number;
  /** The timeout of calls that carry a file. */
  transferTimeoutMs: number;
  firstDelayMs: number;
}

/**
 * Origin of a local Zoho to send every call to, from ZOHO_SANDBOX_ORIGIN; undefined on the platform, which
 * never sets it. Accepts loopback addresses only. Host still names the Zoho host of the connection.
 */
export function localOrigin(): string | undefined {
  const origin = process.env.ZOHO_SANDBOX_ORIGIN;
  if (!origin) return undefined;
  if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(origin)) {
    throw new Error("ZOHO_SANDBOX_ORIGIN must be a loopback origin such as http://127.0.0.1:8080.");
  }
  return origin;
}

/**
 * The timing of production. With a local Zoho, ZOHO_SANDBOX_PACE scales the waits between tries (0 = none) and
 * ZOHO_SANDBOX_TIMEOUT_MS replaces the timeouts, which keeps tests of failures fast.
 */
export function currentTiming(): Timing {
  const local = localOrigin() !== undefined;
  const scale = local ? numberFrom(process.env.ZOHO_SANDBOX_PACE, 1) : 1;
  const timeoutOr = (usualMs: number): number =>
    local ? numberFrom(process.env.ZOHO_SANDBOX_TIMEOUT_MS, usualMs) : usualMs;
  return {
    now: Date.now,
    ticks: () => performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms * scale)),
    random: Math.random,
    scale,
    timeoutMs: timeoutOr(HTTP.timeoutMs),
    transferTimeoutMs: timeoutOr(ATTACHMENT.timeoutMs),
    firstDelayMs: RETRY.firstDelayMs,
  };
}

function numberFrom(text: string | undefined, fallback: number): number {
  const value = Number(text);
  return text && Number.isFinite(value) && value >= 0 ? value : fallback;
}

/**
 * Settles as the promise does or, if that takes longer than `milliseconds` (which may be Infinity), as `late`
 * says. A promise that loses the race may reject unnoticed.
 */
export function withDeadline<T>(
  promise: Promise<T>,
  milliseconds: number,
  late: () => T | Promise<T>,
): Promise<T> {
  if (milliseconds === Number.POSITIVE_INFINITY) return promise;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), Math.max(0, milliseconds));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
