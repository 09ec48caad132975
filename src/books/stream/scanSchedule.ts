import * as v from "valibot";
import type { Quota } from "../../client/rateLimiter";
import { BOOKS_CHANGES } from "../../limits";
import { orLeftOut, parseOr } from "../../shared/schema";
import { DAY_MS } from "../../shared/time";

const AMOUNT = orLeftOut(v.pipe(v.number(), v.finite(), v.gtValue(0)));
const FLAG = orLeftOut(v.boolean());

/** What a stream saves between polls. Times are by the local clock, in milliseconds. */
const BOOKS_READ_PLAN = v.object({
  /** No new scan starts before. */
  nextScanAt: AMOUNT,
  /** The last reading left something over: the next one continues it without waiting. */
  isUnderWay: FLAG,
  /** Calls of the last scan, and the organization's allowance of that day. */
  pages: AMOUNT,
  callsPerDay: AMOUNT,
  /** When the stream was opened last. */
  openedAt: AMOUNT,
  /** What cannot be found was logged. */
  hasWarned: FLAG,
  /** Zoho refused the view that hides nothing. */
  hasNoFullView: FLAG,
});

export type BooksReadPlan = v.InferOutput<typeof BOOKS_READ_PLAN>;

const MINUTE_MS = 60_000;

/** When a full list may be read again: scans may use only a share of the day's calls. */
export class ScanSchedule {
  readonly plan: BooksReadPlan;
  readonly #nowMs: number;
  /** Time between the last opening and this one. */
  readonly #sinceMs: number | undefined;
  readonly #share: number;

  /** `scans` = how many streams divide the share. */
  constructor(stored: unknown, { nowMs, scans }: { nowMs: number; scans: number }) {
    this.plan = parseOr(BOOKS_READ_PLAN, stored) ?? {};
    this.#nowMs = nowMs;
    this.#share = BOOKS_CHANGES.scanShare / Math.max(1, scans);
    const { openedAt } = this.plan;
    this.#sinceMs = openedAt === undefined ? undefined : nowMs - openedAt;
    this.plan.openedAt = nowMs;
  }

  /** Whether a reading may start or continue. */
  get isDue(): boolean {
    const { nextScanAt, isUnderWay } = this.plan;
    if (isUnderWay || nextScanAt === undefined) return true;
    const leftMs = nextScanAt - this.#nowMs;
    // A wait longer than any was set by a wrong clock.
    return leftMs <= BOOKS_CHANGES.slackMs || leftMs > DAY_MS;
  }

  /** Why nothing is read now, as a sentence for the log. */
  whyNot(label: string): string {
    const { nextScanAt = 0, pages = 1, callsPerDay = BOOKS_CHANGES.callsPerDay } = this.plan;
    const intervalMs = Math.max(MINUTE_MS, this.#sinceMs ?? MINUTE_MS);
    const calls = Math.round((pages * DAY_MS) / intervalMs);
    const share = `${Math.round(this.#share * 100)} %`;
    return `${label}: Zoho Books only offers the full list, which takes ${counted(pages, "call")}. At every poll, that would be about ${calls.toLocaleString("en")} a day out of ${callsPerDay.toLocaleString("en")}; at most ${share} are used for it. The next scan is due at ${new Date(nextScanAt).toISOString()}.`;
  }

  /** Most pages of a scan; undefined until Zoho has reported the allowance of calls. */
  mostPages(quota: Quota | undefined): number | undefined {
    const limit = quota?.limit ?? this.plan.callsPerDay;
    return limit === undefined ? undefined : Math.max(1, Math.floor(this.#share * limit));
  }

  /**
   * Records a scan that ended. The wait counts from the opening, so a slow scan does not delay the
   * next one. Waits add up while a list is read again for changes that were left over.
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

  /** The plan to save, once it is known whether the reading left something over. */
  stored(isDone: boolean): BooksReadPlan {
    this.plan.isUnderWay = isDone ? undefined : true;
    return this.plan;
  }
}

const counted = (count: number, word: string): string =>
  `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
