import { CHANGES } from "../limits";
import { DAY_SECONDS } from "../shared/time";
import type { Change, ChangeSource, ChangeType, SourcePage, SourceRow } from "./changes";
import { DeliveredIds } from "./deliveredIds";
import { DeliveredVersions } from "./deliveredVersions";
import {
  type CursorState,
  cursorAt,
  lookbackStart,
  type RecentlyDelivered,
  type WindowProgress,
} from "./state";
import { advanceScan } from "./tiedSecondScan";

export interface WindowLimits {
  /** Most changes to deliver. */
  rows: number;
  /** Most versions to remember. */
  versions: number;
  /** Changes that nobody wants to see count as delivered, and take no room. */
  isShown?(change: Change): boolean;
  /** Asked before every page; false = read nothing more now. */
  mayContinue(): boolean | Promise<boolean>;
}

export interface WindowResult {
  changes: Change[];
  state: CursorState;
  /** The window was read to its end. */
  isComplete: boolean;
  /** It was not, and to go on at once is of no use: records are edited faster than they can be read. */
  isUnstable: boolean;
  /** Rows without a usable id or time, which were passed over. */
  unreadable: number;
  /** Zoho's clock at the last page, in seconds; undefined when nothing was read. */
  zohoNow?: number;
  /** What ended the reading early; what was read before is delivered. */
  error?: unknown;
}

/**
 * A stream of what happens from now on, by Zoho's clock, at the price of one page, or two where much was changed
 * within the last minute. What is stamped in the running second and was there already is not delivered.
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
 * Reads a stream on: the versions that came about since the watermark, each once, up to the moment before the
 * first page was asked for. Whole seconds only, by Zoho's clock: what is stamped in the running second waits
 * for the next window. The last minute before the watermark is read again, for versions that Zoho showed late.
 * When a limit is reached, the state says where to go on. An error after the first page ends the reading, and
 * one before it is thrown.
 */
export async function readWindow(
  source: ChangeSource,
  state: CursorState,
  limits: WindowLimits,
): Promise<WindowResult> {
  const window = new Window(source, state, limits);
  await window.read();
  return window.result();
}

class Window {
  readonly #source: ChangeSource;
  readonly #limits: WindowLimits;
  readonly #state: CursorState;
  readonly #known: DeliveredVersions;
  readonly #changes: Change[] = [];
  /** Records that could be new: delivered by the windows before this one, and by this one. */
  readonly #deliveredBefore: DeliveredIds;
  readonly #delivered: DeliveredIds;
  /** The first second that the window looks at. */
  #start: number;
  #progress: WindowProgress | undefined;
  #isComplete = false;
  #isUnstable = false;
  /** A new record was met in the version that it has in the next window. */
  #hasMoved = false;
  #unreadable = 0;
  #zohoNow: number | undefined;
  #error: unknown;

  constructor(source: ChangeSource, state: CursorState, limits: WindowLimits) {
    this.#source = source;
    this.#limits = limits;
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
      (await this.#limits.mayContinue())
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
    return this.#limits.rows - this.#changes.length;
  }

  async #readPage(): Promise<void> {
    const before = this.#progress;
    const page = await this.#source.read({
      from: before?.from ?? this.#start,
      ...(before && { end: before.end }),
      ...(before?.position !== undefined && { position: before.position }),
      pagesBefore: before?.pages ?? 0,
      maxRows: this.#changesLeft,
    });
    this.#zohoNow = Math.floor(page.zohoTimeMs / 1000);
    if (!before && this.#isAhead(this.#zohoNow)) return this.#turnBack(this.#zohoNow);
    const progress = before ?? { end: this.#zohoNow, pages: 0, from: this.#start };
    this.#progress = progress;
    const isWhole = this.#take(page, progress);
    progress.pages += 1;
    // What came before this window is forgotten while it is read.
    if (progress.pages === 1) this.#delivered.addVersions(this.#known);
    // A page that did not fit is read again; what was delivered of it is known by then.
    if (!isWhole) return;
    this.#goOn(page, progress);
  }

  /** Further than clocks of Zoho's servers differ: such a watermark came from another clock. */
  #isAhead(now: number): boolean {
    return this.#state.watermark > now + CHANGES.overlapSeconds / 2;
  }

  #turnBack(now: number): void {
    this.#state.watermark = now;
    this.#state.baseline = Math.min(this.#state.baseline, now);
    this.#start = lookbackStart(this.#state);
  }

  /** False when the page held more than there is room for. */
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
      if (this.#limits.isShown?.(change) ?? true) this.#changes.push(change);
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

  /** Created since the windows began that may have missed it. */
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
      !isOverflowing && this.#delivered.size + this.#deliveredBefore.size <= this.#limits.versions;
    const mayHaveMissed = pages > 1 || this.#hasMoved;
    this.#state.delivered = mayHaveMissed && isBounded ? this.#recentlyDelivered() : undefined;
    this.#state.isBackfill = undefined;
    this.#progress = undefined;
    this.#isComplete = true;
    this.#forgetBefore(this.#state.watermark - CHANGES.overlapSeconds);
  }

  /** Of the day before the window, as far as there is room. */
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
      this.#progress?.isOverflowing || this.#delivered.size > this.#limits.versions;
    return isOverflowing
      ? { delivered: undefined, isOverflowing }
      : { delivered: this.#delivered.save() };
  }

  result(): WindowResult {
    this.#known.dropBeyond(this.#limits.versions);
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
      ...(this.#zohoNow !== undefined && { zohoNow: this.#zohoNow }),
      ...(this.#error !== undefined && { error: this.#error }),
    };
  }
}

const isReadable = ({ id, at }: SourceRow): boolean => id !== "" && Number.isSafeInteger(at);
