import { parseReply } from "../shared/json";
import type { ErrorCode } from "./errors/errorTable";
import type { Quota } from "./rateLimiter";
import { type Outcome, retryAfterMs } from "./retryPolicy";
import type { WireFailure, WireReply } from "./transport";

/** One try of a call, read as far as it goes. */
export interface Attempt {
  outcome: Outcome;
  status?: number;
  /** Parsed JSON, text or bytes, as expected; undefined for an empty reply. */
  body?: unknown;
  headers?: Record<string, string>;
  /** From sending to the end of the reply. */
  roundTripMs?: number;
  /** Size of the body. */
  receivedBytes?: number;
  /** Why there is no usable reply. Zoho's own refusals are not problems in this sense. */
  failureCode?: ErrorCode;
  creditsRemaining?: number;
  quota?: Quota;
  /** Every call to the organization would be refused for so long. */
  closedForMs?: number;
}

const FAILURES: Record<WireFailure["cause"], { outcome: Outcome; failureCode: ErrorCode }> = {
  unreachable: { outcome: { kind: "unsent" }, failureCode: "ZOHO_UNREACHABLE" },
  timeout: { outcome: { kind: "unusable" }, failureCode: "ZOHO_TIMEOUT" },
  cutShort: { outcome: { kind: "unusable" }, failureCode: "ZOHO_REPLY_CUT_SHORT" },
  // Repeating brings the same reply again.
  tooLarge: { outcome: { kind: "reply", status: 0 }, failureCode: "ZOHO_REPLY_TOO_LARGE" },
};

/** What a successful reply is to be read as. Refusals are JSON whatever was expected. */
export type ResponseType = "json" | "jsonOrText" | "text" | "bytes";

/** Reads what came over the wire: what it means for a retry, and its body. */
export function readReply(
  received: WireReply | WireFailure,
  nowMs: number,
  responseType: ResponseType,
): Attempt {
  if (received.kind === "failure") return { ...FAILURES[received.cause] };
  const { status, headers, bytes } = received;
  const wait = retryAfterMs(headers["retry-after"], nowMs);
  const outcome: Outcome = { kind: "reply", status, retryAfterMs: wait };
  const attempt: Attempt = { outcome, status, headers, receivedBytes: bytes.length };

  if (status >= 300 && status < 400 && status !== 304) {
    return { ...attempt, failureCode: "ZOHO_REPLY_UNEXPECTED" };
  }
  if (status < 400 && responseType === "bytes") {
    return { ...attempt, body: bytes.length > 0 ? bytes : undefined };
  }
  const text = bytes.toString("utf8");
  if (text.trim() === "") return attempt;
  if (status < 400 && responseType === "text") return { ...attempt, body: text };
  try {
    return { ...attempt, body: parseReply(text) };
  } catch {
    const claimsJson = /json/i.test(headers["content-type"] ?? "");
    if (status < 400 && responseType === "jsonOrText" && !claimsJson)
      return { ...attempt, body: text };
    // A 4xx says enough by its status, whatever page comes with it.
    if (status >= 400 && status < 500) return attempt;
    const failureCode = text.trimStart().startsWith("<")
      ? "ZOHO_HTML_PAGE"
      : "ZOHO_REPLY_CUT_SHORT";
    return { ...attempt, outcome: status < 400 ? { kind: "unusable" } : outcome, failureCode };
  }
}
