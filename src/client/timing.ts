import { ATTACHMENT, HTTP, RETRY } from "../limits";

/**
 * How long things take: waits between tries and the time a reply may need. Tests inject their own.
 */
export interface Timing {
  now(): number;
  /** Milliseconds of a clock that is never set, for limits within the process. */
  ticks(): number;
  sleep(ms: number): Promise<void>;
  /** From 0 up to 1, for jitter. */
  random(): number;
  /** What share of a delay `sleep` really waits. */
  scale?: number;
  timeoutMs: number;
  /** The same for a call that carries a file. */
  transferTimeoutMs: number;
  firstDelayMs: number;
}

/**
 * Origin of a local Zoho to send every call to, from ZOHO_SANDBOX_ORIGIN; undefined on the platform,
 * which never sets it. Only a loopback address is accepted. The Zoho host is still computed from the
 * connection and sent as Host.
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
 * The pace of production. Beside a local Zoho, ZOHO_SANDBOX_PACE scales the waits between tries
 * (0 = none) and ZOHO_SANDBOX_TIMEOUT_MS replaces the timeout, so that fault tests take milliseconds.
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
