import type { ZohoReply } from "./zohoClient";

/** Clocks of machines are seldom further off. */
const CLOCK_ERROR_MS = 120_000;

/**
 * A moment by Zoho's clock that was past when Zoho looked at its data, in milliseconds since 1970: the time of
 * the reply less that of the round trip. Of a reply without a Date, the local clock less two minutes.
 */
export function getServerTimeMs(
  { headers, roundTripMs }: Pick<ZohoReply, "headers" | "roundTripMs">,
  localNowMs: number,
): number {
  const date = Date.parse(headers.date ?? "");
  return (Number.isNaN(date) ? localNowMs - CLOCK_ERROR_MS : date) - roundTripMs;
}

/** What time it is by Zoho's clock, as the last reply told it; by the local one as long as there was none. */
export class ZohoClock {
  #aheadMs = 0;

  observe(headers: Record<string, string> | undefined, localNowMs: number): void {
    const date = Date.parse(headers?.date ?? "");
    if (!Number.isNaN(date)) this.#aheadMs = date - localNowMs;
  }

  /** Milliseconds since 1970, up to a second and the way of a reply behind. */
  at(localNowMs: number): number {
    return localNowMs + this.#aheadMs;
  }
}
