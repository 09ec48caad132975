import { CHANGES } from "../limits";
import type { Change, ChangeSource, ChangeType, Json, SourcePage, SourceRow } from "./changes";
import { DeliveredVersions, type SavedVersions } from "./versions";

/** How far a stream of changes has been delivered. Saved between polls as it is. */
export interface StreamState {
  /** Every version before this second was delivered. */
  watermark: number;
  /** Nothing before this second is delivered: it was there when the stream began. */
  baseline: number;
  /** Versions that later reads may find again. */
  versions: SavedVersions;
  /** A window that is being read. */
  drain?: Drain;
  /** Until the first window is drained, every record counts as created. */
  isBackfill?: boolean;
  /** What the last window delivered as created, where it was read in several pages. */
  born?: Born;
}

/**
 * A record that is edited before the page is read that it was to come with moves on into the next window. So
 * that it still comes as created, the next window knows which ones did.
 */
interface Born {
  /** Records of this second and later were new to the windows since. */
  from: number;
  /** Ids with blanks between. */
  ids: string;
  /** None was left out for want of room. */
  isWhole: boolean;
  /** Every record was new to those windows. */
  isBackfill?: boolean;
}

interface Drain {
  /** The window holds versions before this second. */
  end: number;
  pages: number;
  /** Where the source goes on; absent = at `from`. */
  position?: Json;
  /** Of a source in order of time: everything before was read. */
  from: number;
  /** Ids that were delivered as created, with blanks between. */
  born?: string;
  /** A stretch of pages that are counted: where it began, what it brought, how often it was read. */
  stretch?: { from: number; news: number; passes: number };
}

export interface WindowLimits {
  /** Most changes to deliver. */
  rows: number;
  /** Most versions to remember. */
  versions: number;
  /** Changes that nobody wants to see count as delivered, and take no room. */
  isShown?(change: Change): boolean;
  /** Asked before every page; true = read nothing more now. */
  mayGoOn(): boolean | Promise<boolean>;
}

export interface WindowResult {
  changes: Change[];
  state: StreamState;
  /** The window was read to its end. */
  isDrained: boolean;
  /** Rows without a usable id or time, which were passed over. */
  unreadable: number;
  /** Zoho's clock at the last page, in seconds; undefined when nothing was read. */
  zohoNow?: number;
  /** What ended the reading early; what was read before is delivered. */
  error?: unknown;
}

/** A stream that delivers everything from a second on. */
export function streamFrom(second: number, { isBackfill = false } = {}): StreamState {
  return {
    watermark: second,
    baseline: second,
    versions: {},
    ...(isBackfill && { isBackfill }),
  };
}

/**
 * A stream of what happens from now on, by Zoho's clock, at the price of one page, or two where much was changed
 * within the last minute. What is stamped in the running second and was there already is not delivered.
 */
export async function streamFromNow(
  source: ChangeSource,
  localNowMs: number,
): Promise<StreamState> {
  const guess = Math.floor(localNowMs / 1000) - CHANGES.overlapSeconds;
  const asked = { pagesBefore: 0, room: 1 };
  let page = await source.read({ ...asked, from: guess });
  const second = Math.floor(page.zohoTimeMs / 1000);
  if (page.next !== undefined || guess > second) {
    page = await source.read({ ...asked, from: second });
  }
  const present = new DeliveredVersions();
  for (const row of page.rows.filter(isReadable)) {
    if (row.at >= second) present.add(row.at, row.id, row.content);
  }
  return { ...streamFrom(second), versions: present.save() };
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
  state: StreamState,
  limits: WindowLimits,
): Promise<WindowResult> {
  const window = new Window(source, state, limits);
  await window.read();
  return window.result();
}

class Window {
  readonly #source: ChangeSource;
  readonly #limits: WindowLimits;
  readonly #state: StreamState;
  readonly #known: DeliveredVersions;
  readonly #changes: Change[] = [];
  /** Delivered as created: by the windows before this one, and by this one. */
  readonly #bornBefore: ReadonlySet<string>;
  readonly #born: Set<string>;
  /** The first second that the window looks at. */
  #low: number;
  #drain: Drain | undefined;
  #isDrained = false;
  #unreadable = 0;
  #zohoNow: number | undefined;
  #error: unknown;

  constructor(source: ChangeSource, state: StreamState, limits: WindowLimits) {
    this.#source = source;
    this.#limits = limits;
    this.#state = { ...state };
    this.#known = new DeliveredVersions(state.versions);
    this.#low = lowOf(state);
    this.#drain = state.drain && { ...state.drain };
    this.#bornBefore = new Set(state.born?.ids.split(" "));
    this.#born = new Set(state.drain?.born?.split(" "));
  }

  async read(): Promise<void> {
    while (!this.#isDrained && this.#room > 0 && (await this.#limits.mayGoOn())) {
      try {
        await this.#readPage();
      } catch (error) {
        if (this.#zohoNow === undefined) throw error;
        this.#error = error;
        return;
      }
    }
  }

  get #room(): number {
    return this.#limits.rows - this.#changes.length;
  }

  async #readPage(): Promise<void> {
    const before = this.#drain;
    const page = await this.#source.read({
      from: before?.from ?? this.#low,
      ...(before && { end: before.end }),
      ...(before?.position !== undefined && { position: before.position }),
      pagesBefore: before?.pages ?? 0,
      room: this.#room,
    });
    this.#zohoNow = Math.floor(page.zohoTimeMs / 1000);
    if (!before && this.#isAhead(this.#zohoNow)) return this.#turnBack(this.#zohoNow);
    const drain = before ?? { end: this.#zohoNow, pages: 0, from: this.#low };
    this.#drain = drain;
    const { isWhole, news } = this.#take(page, drain);
    drain.pages += 1;
    this.#count(page, drain, news);
    // A page that did not fit is read again; what was delivered of it is known by then.
    if (!isWhole) return;
    this.#goOn(page, drain);
  }

  /** Further than clocks of Zoho's servers differ: such a watermark came from another clock. */
  #isAhead(now: number): boolean {
    return this.#state.watermark > now + CHANGES.overlapSeconds / 2;
  }

  #turnBack(now: number): void {
    this.#state.watermark = now;
    this.#state.baseline = Math.min(this.#state.baseline, now);
    this.#low = lowOf(this.#state);
  }

  #take(page: SourcePage, drain: Drain): { isWhole: boolean; news: number } {
    let news = 0;
    if (page.isReshaped) this.#known.forgetContents();
    for (const row of page.rows) {
      if (!isReadable(row)) {
        this.#unreadable += 1;
        continue;
      }
      if (row.at < drain.from || row.at >= drain.end) continue;
      if (row.outcome && this.#state.isBackfill) continue;
      if (this.#known.has(row.at, row.id, row.content)) continue;
      if (this.#room === 0) return { isWhole: false, news };
      const change = { type: this.#typeOf(row), row };
      if (this.#limits.isShown?.(change) ?? true) this.#changes.push(change);
      if (change.type === "created") this.#born.add(row.id);
      this.#known.add(row.at, row.id, row.content);
      news += 1;
    }
    return { isWhole: true, news };
  }

  #typeOf({ id, createdAt = Number.NEGATIVE_INFINITY, outcome }: SourceRow): ChangeType {
    const { isBackfill, born } = this.#state;
    if (outcome) return outcome;
    if (isBackfill) return "created";
    if (this.#known.hasRecord(id) || this.#bornBefore.has(id)) return "updated";
    const isNew = createdAt >= Math.min(this.#low, born?.from ?? this.#low);
    const wasToCome = born?.isBackfill === true && born.isWhole;
    return isNew || wasToCome ? "created" : "updated";
  }

  #count({ isCounted, next }: SourcePage, drain: Drain, news: number): void {
    if (isCounted && next !== undefined) drain.stretch ??= { from: drain.from, news: 0, passes: 1 };
    if (drain.stretch) drain.stretch.news += news;
  }

  #goOn({ next, isCounted, upTo }: SourcePage, drain: Drain): void {
    const isEnd = next === undefined || (upTo !== undefined && upTo >= drain.end);
    const { stretch } = drain;
    if (stretch && (isEnd || !isCounted)) {
      if (stretch.news > 0 && stretch.passes < CHANGES.maxPasses) {
        drain.stretch = { from: stretch.from, news: 0, passes: stretch.passes + 1 };
        drain.position = undefined;
        return;
      }
      drain.stretch = undefined;
    }
    if (isEnd) {
      this.#finish(drain);
      return;
    }
    drain.position = next;
    if (upTo !== undefined && !drain.stretch) {
      drain.from = Math.max(drain.from, upTo);
      this.#forgetBefore(Math.min(drain.from, drain.end - CHANGES.overlapSeconds));
    }
  }

  #finish({ end, pages }: Drain): void {
    this.#state.watermark = Math.max(this.#state.watermark, end);
    this.#state.born = pages > 1 ? this.#bornSince() : undefined;
    this.#state.isBackfill = undefined;
    this.#drain = undefined;
    this.#isDrained = true;
    this.#forgetBefore(this.#state.watermark - CHANGES.overlapSeconds);
  }

  #bornSince(): Born {
    const { born, isBackfill } = this.#state;
    const all = [...this.#bornBefore, ...this.#born].filter((id) => id !== "");
    const kept = all.slice(-this.#limits.versions);
    return {
      from: Math.min(born?.from ?? this.#low, this.#low),
      ids: kept.join(" "),
      isWhole: (born?.isWhole ?? true) && kept.length === all.length,
      ...((isBackfill || born?.isBackfill) && { isBackfill: true }),
    };
  }

  #forgetBefore(second: number): void {
    this.#known.dropBefore(second);
  }

  result(): WindowResult {
    this.#known.dropBeyond(this.#limits.versions);
    const { watermark, baseline, isBackfill, born } = this.#state;
    const kept = [...this.#born].slice(-this.#limits.versions).join(" ");
    return {
      changes: this.#changes,
      state: {
        watermark,
        baseline,
        versions: this.#known.save(),
        ...(this.#drain && { drain: { ...this.#drain, ...(kept !== "" && { born: kept }) } }),
        ...(isBackfill && { isBackfill }),
        ...(born && { born }),
      },
      isDrained: this.#isDrained,
      unreadable: this.#unreadable,
      ...(this.#zohoNow !== undefined && { zohoNow: this.#zohoNow }),
      ...(this.#error !== undefined && { error: this.#error }),
    };
  }
}

const lowOf = ({ watermark, baseline }: StreamState): number =>
  Math.max(watermark - CHANGES.overlapSeconds, baseline);

const isReadable = ({ id, at }: SourceRow): boolean => id !== "" && Number.isSafeInteger(at);
