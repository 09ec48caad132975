import type { Quota } from "../../client/rateLimiter";
import { BOOKS_CHANGES } from "../../limits";
import { isObject } from "../../shared/json";
import { DAY_MS } from "../../shared/time";

/** What is kept of a subject between polls, as JSON. Times are by the local clock, in milliseconds. */
export interface BooksReadPlan {
  /** No new scan begins before. */
  nextScanAt?: number;
  /** The last reading left something over: what follows goes on with it and is not held up. */
  isUnderWay?: boolean;
  /** Calls of the last scan, and what the organization had for that day. */
  pages?: number;
  callsPerDay?: number;
  /** When the subject was opened last. */
  openedAt?: number;
  /** What cannot be found was said. */
  hasWarned?: boolean;
  /** Zoho refused the view that hides nothing. */
  hasNoFullView?: boolean;
}

const MINUTE_MS = 60_000;

/** When a whole list may be read again, so that scans take no more than their share of the day's calls. */
export class ScanSchedule {
  readonly plan: BooksReadPlan;
  readonly #nowMs: number;
  /** Time between the last opening and this one. */
  readonly #sinceMs: number | undefined;
  readonly #share: number;

  /** `scans` = so many subjects have the share between them. */
  constructor(stored: unknown, { nowMs, scans }: { nowMs: number; scans: number }) {
    this.plan = parsePlan(stored);
    this.#nowMs = nowMs;
    this.#share = BOOKS_CHANGES.scanShare / Math.max(1, scans);
    const { openedAt } = this.plan;
    this.#sinceMs = openedAt === undefined ? undefined : nowMs - openedAt;
    this.plan.openedAt = nowMs;
  }

  /** Whether a reading may begin or go on. */
  get isDue(): boolean {
    const { nextScanAt, isUnderWay } = this.plan;
    if (isUnderWay || nextScanAt === undefined) return true;
    const leftMs = nextScanAt - this.#nowMs;
    // A wait that is longer than any was set by another clock.
    return leftMs <= BOOKS_CHANGES.slackMs || leftMs > DAY_MS;
  }

  /** Why nothing is asked now, as a sentence for the log. */
  whyNot(label: string): string {
    const { nextScanAt = 0, pages = 1, callsPerDay = BOOKS_CHANGES.callsPerDay } = this.plan;
    const intervalMs = Math.max(MINUTE_MS, this.#sinceMs ?? MINUTE_MS);
    const calls = Math.round((pages * DAY_MS) / intervalMs);
    const share = `${Math.round(this.#share * 100)} %`;
    return `${label}: Zoho Books has to be asked for the whole list, which takes ${counted(pages, "call")}. At every poll, that would be about ${calls.toLocaleString("en")} a day out of ${callsPerDay.toLocaleString("en")}; at most ${share} are used for it. The next scan is due at ${new Date(nextScanAt).toISOString()}.`;
  }

  /** Most pages that a scan may have; undefined while Zoho has not told the day's calls. */
  mostPages(quota: Quota | undefined): number | undefined {
    const limit = quota?.limit ?? this.plan.callsPerDay;
    return limit === undefined ? undefined : Math.max(1, Math.floor(this.#share * limit));
  }

  /**
   * Takes note of a scan that came to its end. The wait counts from the opening, so that the time a scan takes
   * does not put off the next one; where one list is read again and again for what was left over, waits add up.
   */
  ended(pages: number, quota: Quota | undefined): void {
    const { isUnderWay, nextScanAt = 0 } = this.plan;
    const callsPerDay = quota?.limit ?? this.plan.callsPerDay;
    const most = this.#share * Math.max(1, callsPerDay ?? BOOKS_CHANGES.callsPerDay);
    const waitMs = Math.max(BOOKS_CHANGES.minScanIntervalMs, Math.round((DAY_MS * pages) / most));
    const fromMs = isUnderWay ? Math.max(this.#nowMs, nextScanAt) : this.#nowMs;
    this.plan.pages = pages;
    this.plan.callsPerDay = callsPerDay;
    this.plan.nextScanAt = Math.min(fromMs + waitMs, this.#nowMs + DAY_MS);
  }

  /** What to keep, once it is known whether the reading left something over. */
  stored(isDone: boolean): BooksReadPlan {
    this.plan.isUnderWay = isDone ? undefined : true;
    return this.plan;
  }
}

/** What cannot be understood is left out. */
function parsePlan(stored: unknown): BooksReadPlan {
  if (!isObject(stored)) return {};
  const { nextScanAt, isUnderWay, pages, callsPerDay, openedAt, hasWarned, hasNoFullView } = stored;
  return {
    ...(isNumber(nextScanAt) && { nextScanAt }),
    ...(isUnderWay === true && { isUnderWay }),
    ...(isNumber(pages) && { pages }),
    ...(isNumber(callsPerDay) && { callsPerDay }),
    ...(isNumber(openedAt) && { openedAt }),
    ...(hasWarned === true && { hasWarned }),
    ...(hasNoFullView === true && { hasNoFullView }),
  };
}

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value > 0;

const counted = (count: number, word: string): string =>
  `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
