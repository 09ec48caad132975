import { CHANGES } from "../limits";
import { DAY_SECONDS } from "../shared/time";
import type {
  Change,
  ChangeSource,
  ChangeType,
  ReadBudget,
  SourcePage,
  SourceRow,
} from "./changes";
import { DeliveredIds, DeliveredVersions } from "./delivered";
import { advanceScan } from "./sources";
import {
  type CursorState,
  cursorAt,
  lookbackStart,
  type RecentlyDelivered,
  type WindowProgress,
} from "./state";

export interface WindowResult {
  changes: Change[];
  state: CursorState;
  /** The window was read to its end. */
  isComplete: boolean;
  /** Records change faster than they can be read; retrying now would not help. */
  isUnstable: boolean;
  /** Rows without a usable id or time, which were skipped. */
  unreadable: number;
  /** Zoho's clock at the last page, in seconds; undefined when nothing was read. */
  zohoNow?: number;
  /** What ended the reading early; what was read before is delivered. */
  error?: unknown;
}

/**
 * Starts a stream at Zoho's current second. Costs one page, or two if much changed in the last
 * minute. Versions of the current second that exist already are not delivered.
 */
export async function cursorAtNow(source: ChangeSource, localNowMs: number): Promise<CursorState> {
  const guess = Math.floor(localNowMs / 1000) - CHANGES.overlapSeconds;
  const asked = { pagesBefore: 0, maxRows: 1 };
  let page = await source.read({ ...asked, from: guess });
  const second = Math.floor(page.zohoTimeMs / 1000);
  if (page.next !== undefined || guess > second) {
    page = await source.read({ ...asked, from: second });
  }
  const present = new DeliveredVersions();
  for (const row of page.rows.filter(isReadable)) {
    if (row.at >= second) present.add(row.at, row.id, row.content);
  }
  return { ...cursorAt(second), versions: present.save() };
}

/**
 * Reads the versions made since the watermark, each once, up to the second in which the first page
 * was requested, by Zoho's clock: that second belongs to the next window. The last minute before
 * the watermark is read again, for versions that Zoho showed late. When the budget is used up, the
 * state says where to continue. An error after the first page ends the reading; one before it is
 * thrown. Changes for which `isShown` is false count as delivered and take nothing of the budget.
 */
export async function readWindow(
  source: ChangeSource,
  state: CursorState,
  budget: ReadBudget,
  isShown: (change: Change) => boolean = () => true,
): Promise<WindowResult> {
  const window = new Window(source, state, budget, isShown);
  await window.read();
  return window.result();
}

class Window {
  readonly #source: ChangeSource;
  readonly #budget: ReadBudget;
  readonly #isShown: (change: Change) => boolean;
  readonly #state: CursorState;
  readonly #known: DeliveredVersions;
  readonly #changes: Change[] = [];
  /** Ids of records that could be new, delivered by the windows before and by this one. */
  readonly #deliveredBefore: DeliveredIds;
  readonly #delivered: DeliveredIds;
  /** The first second that the window looks at. */
  #start: number;
  #progress: WindowProgress | undefined;
  #isComplete = false;
  #isUnstable = false;
  /** A new record was seen in a version that belongs to the next window. */
  #hasMoved = false;
  #unreadable = 0;
  #zohoNow: number | undefined;
  #error: unknown;

  constructor(
    source: ChangeSource,
    state: CursorState,
    budget: ReadBudget,
    isShown: (change: Change) => boolean,
  ) {
    this.#source = source;
    this.#budget = budget;
    this.#isShown = isShown;
    this.#state = { ...state };
    this.#known = new DeliveredVersions(state.versions);
    this.#start = lookbackStart(state);
    this.#progress = state.progress && { ...state.progress };
    this.#deliveredBefore = new DeliveredIds(state.delivered?.ids);
    this.#delivered = new DeliveredIds(state.progress?.delivered);
  }

  async read(): Promise<void> {
    while (
      !this.#isComplete &&
      !this.#isUnstable &&
      this.#changesLeft > 0 &&
      (await this.#budget.mayContinue())
    ) {
      try {
        await this.#readPage();
      } catch (error) {
        if (this.#zohoNow === undefined) throw error;
        this.#error = error;
        return;
      }
    }
  }

  get #changesLeft(): number {
    return this.#budget.changesLeft - this.#changes.length;
  }

  async #readPage(): Promise<void> {
    const before = this.#progress;
    const page = await this.#source.read({
      from: before?.from ?? this.#start,
      end: before?.end,
      position: before?.position,
      pagesBefore: before?.pages ?? 0,
      maxRows: this.#changesLeft,
    });
    this.#zohoNow = Math.floor(page.zohoTimeMs / 1000);
    if (!before && this.#isAhead(this.#zohoNow)) return this.#turnBack(this.#zohoNow);
    const progress = before ?? { end: this.#zohoNow, pages: 0, from: this.#start };
    this.#progress = progress;
    const isWhole = this.#take(page, progress);
    progress.pages += 1;
    // The versions before this window are forgotten while it is read.
    if (progress.pages === 1) this.#delivered.addVersions(this.#known);
    // A page that did not fit is read again, and its delivered rows are known by then.
    if (!isWhole) return;
    this.#goOn(page, progress);
  }

  /** By more than clocks of Zoho's servers differ: the watermark came from a wrong clock. */
  #isAhead(now: number): boolean {
    return this.#state.watermark > now + CHANGES.overlapSeconds / 2;
  }

  #turnBack(now: number): void {
    this.#state.watermark = now;
    this.#state.baseline = Math.min(this.#state.baseline, now);
    this.#start = lookbackStart(this.#state);
  }

  /** False when the page held more changes than may be delivered. */
  #take(page: SourcePage, progress: WindowProgress): boolean {
    if (page.fieldsChanged) this.#known.forgetContents();
    for (const row of page.rows) {
      if (!isReadable(row)) {
        this.#unreadable += 1;
        continue;
      }
      if (row.at >= progress.end && this.#couldBeNew(row)) this.#hasMoved = true;
      if (row.at < progress.from || row.at >= progress.end) continue;
      if (row.outcome && this.#state.isBackfill) continue;
      if (this.#known.has(row.at, row.id, row.content)) continue;
      if (this.#changesLeft === 0) return false;
      const change = { type: this.#typeOf(row), row };
      if (this.#isShown(change)) this.#changes.push(change);
      if (this.#couldBeNew(row)) this.#delivered.add(row.id, row.createdAt ?? 0);
      this.#known.add(row.at, row.id, row.content);
    }
    return true;
  }

  #typeOf(row: SourceRow): ChangeType {
    const { id, outcome } = row;
    if (outcome) return outcome;
    if (this.#state.isBackfill) return "created";
    const wasDelivered =
      this.#known.hasRecord(id) || this.#deliveredBefore.has(id) || this.#delivered.has(id);
    return this.#couldBeNew(row) && !wasDelivered ? "created" : "updated";
  }

  /** Created since the start of the windows that may have missed it. */
  #couldBeNew({ createdAt = Number.NEGATIVE_INFINITY }: SourceRow): boolean {
    const { isBackfill, delivered } = this.#state;
    if (isBackfill || delivered?.isBackfill) return true;
    return createdAt >= Math.min(this.#start, delivered?.from ?? this.#start);
  }

  #goOn(page: SourcePage, progress: WindowProgress): void {
    const { next, isOffsetPaged = false, upTo } = page;
    const isEnd = next === undefined || (upTo !== undefined && upTo >= progress.end);
    if (progress.tiedScan || (isOffsetPaged && !isEnd)) {
      const { from } = progress;
      const isLast = isEnd || !isOffsetPaged;
      const tiedScan = advanceScan(progress.tiedScan, { from, rows: page.rows, isLast });
      progress.tiedScan = tiedScan === "whole" ? undefined : tiedScan;
      if (isLast && progress.tiedScan) {
        progress.position = undefined;
        this.#isUnstable = progress.tiedScan.passes % CHANGES.maxPasses === 0;
        return;
      }
    }
    if (isEnd) {
      this.#finish(progress);
      return;
    }
    progress.position = next;
    if (upTo !== undefined && !progress.tiedScan) {
      progress.from = Math.max(progress.from, upTo);
      this.#forgetBefore(Math.min(progress.from, progress.end - CHANGES.overlapSeconds));
    }
  }

  #finish({ end, pages, isOverflowing = false }: WindowProgress): void {
    this.#state.watermark = Math.max(this.#state.watermark, end);
    const isBounded =
      !isOverflowing &&
      this.#delivered.size + this.#deliveredBefore.size <= this.#budget.versionsLeft;
    const mayHaveMissed = pages > 1 || this.#hasMoved;
    this.#state.delivered = mayHaveMissed && isBounded ? this.#recentlyDelivered() : undefined;
    this.#state.isBackfill = undefined;
    this.#progress = undefined;
    this.#isComplete = true;
    this.#forgetBefore(this.#state.watermark - CHANGES.overlapSeconds);
  }

  /** The ids of the day before the window, and of the window. */
  #recentlyDelivered(): RecentlyDelivered {
    const { delivered, isBackfill } = this.#state;
    const from = Math.max(
      Math.min(delivered?.from ?? this.#start, this.#start),
      this.#start - DAY_SECONDS,
    );
    const stored = new DeliveredIds(this.#delivered.save());
    if (isBackfill) return { from: this.#start, ids: stored.save(), isBackfill };
    stored.addAll(this.#deliveredBefore);
    stored.dropBefore(from);
    return { from, ids: stored.save() };
  }

  #forgetBefore(second: number): void {
    this.#known.dropBefore(second);
  }

  #deliveredSoFar(): Pick<WindowProgress, "delivered" | "isOverflowing"> {
    const isOverflowing =
      this.#progress?.isOverflowing || this.#delivered.size > this.#budget.versionsLeft;
    return isOverflowing
      ? { delivered: undefined, isOverflowing }
      : { delivered: this.#delivered.save() };
  }

  result(): WindowResult {
    this.#known.dropBeyond(this.#budget.versionsLeft);
    const { watermark, baseline, isBackfill, delivered } = this.#state;
    return {
      changes: this.#changes,
      state: {
        watermark,
        baseline,
        versions: this.#known.save(),
        ...(this.#progress && { progress: { ...this.#progress, ...this.#deliveredSoFar() } }),
        ...(isBackfill && { isBackfill }),
        ...(delivered && { delivered }),
      },
      isComplete: this.#isComplete,
      isUnstable: this.#isUnstable,
      unreadable: this.#unreadable,
      zohoNow: this.#zohoNow,
      error: this.#error,
    };
  }
}

const isReadable = ({ id, at }: SourceRow): boolean => id !== "" && Number.isSafeInteger(at);
