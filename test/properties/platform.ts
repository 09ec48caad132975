import type { ChangeSource } from "../../src/sync/changes";
import { type CursorState, cursorAt } from "../../src/sync/state";
import { cursorAtNow, readWindow, type WindowResult } from "../../src/sync/window";
import { type Call, Endless, Line } from "./line";
import type { MemoryZoho, Version } from "./memoryZoho";
import { type Listing, sourceOver } from "./readers";

/** What one execution may do, and what its calls meet. */
export interface Execution {
  rows: number;
  pages: number;
  calls: readonly Call[];
}

export interface Setting {
  /** Versions to remember. */
  cap: number;
  /** How far the local clock is off. */
  localErrorMs: number;
  /** Seconds before the start that the first window reaches back; absent = begin now. */
  lookBack?: number;
  /** What calls meet that no execution tells of. */
  usual?: Call;
}

export interface Delivery {
  type: string;
  id: string;
  at: number;
  content: string;
  /** When Zoho first looked for the window that this came in. */
  windowBeganMs: number;
}

export const AMPLE: Execution = { rows: 100_000, pages: 100_000, calls: [] };

/** A window that was read to its end. */
export interface WindowSeen {
  firstLookMs: number;
  lastLookMs: number;
  /** How many changes had been handed over by its end. */
  delivered: number;
}

/** Plays the platform: keeps the state as text, saves it when an execution succeeded, and takes the changes. */
export class Platform {
  readonly zoho: MemoryZoho;
  readonly delivered: Delivery[] = [];
  readonly windows: WindowSeen[] = [];
  state: string | undefined;
  /** When Zoho looked for the time from which on changes count. */
  startMs = 0;
  calls = 0;
  mostVersions = 0;
  isEndless = false;
  #windowBeganMs = 0;
  readonly #setting: Setting;
  readonly #listing: Listing;

  constructor(zoho: MemoryZoho, listing: Listing, setting: Setting) {
    this.zoho = zoho;
    this.#listing = listing;
    this.#setting = setting;
  }

  /** One poll: executions in turn, until one has drained the window. */
  async poll(executions: readonly Execution[]): Promise<void> {
    for (const execution of executions) {
      const result = await this.#execute(execution, this.state);
      if (!result) continue;
      this.#take(result);
      if (result.isComplete) return;
    }
  }

  /** Two executions from one state at the same time; both deliver, the last one to end saves. */
  async pollTwice(first: Execution, second: Execution): Promise<void> {
    const results = await Promise.all(
      [first, second].map((execution) => this.#execute(execution, this.state)),
    );
    for (const result of results) if (result) this.#take(result);
  }

  get saved(): CursorState | undefined {
    return this.state === undefined ? undefined : JSON.parse(this.state);
  }

  async #execute(execution: Execution, text?: string): Promise<WindowResult | undefined> {
    const line = new Line(this.zoho, this.#setting.usual);
    line.play(execution.calls);
    const source = sourceOver(line, this.#listing);
    let pages = 0;
    try {
      const state: CursorState = text === undefined ? await this.#begin(source) : JSON.parse(text);
      if (text === undefined) this.#noteStart(line);
      const result = await readWindow(source, state, {
        changesLeft: execution.rows,
        versionsLeft: this.#setting.cap,
        mayContinue: () => ++pages <= execution.pages,
      });
      if (result.error instanceof Endless) throw result.error;
      this.#watch(line, state, result);
      return line.isKilled ? undefined : result;
    } catch (error) {
      this.isEndless ||= error instanceof Endless;
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      return undefined;
    } finally {
      this.calls += line.calls;
    }
  }

  async #begin(source: ChangeSource): Promise<CursorState> {
    const { lookBack, localErrorMs } = this.#setting;
    const localNowMs = this.zoho.nowMs + localErrorMs;
    if (lookBack === undefined) return cursorAtNow(source, localNowMs);
    return cursorAt(Math.floor(localNowMs / 1000) - lookBack, { isBackfill: true });
  }

  /** Of two executions that begin at the same time, the later one counts: the other's may be delivered too. */
  #noteStart(line: Line): void {
    this.startMs = Math.max(this.startMs, line.lastLookMs);
    line.firstLookMs = undefined;
  }

  #watch(line: Line, { progress }: CursorState, { isComplete }: WindowResult): void {
    if (line.firstLookMs === undefined || line.isKilled) return;
    this.#windowBeganMs = progress ? this.#windowBeganMs : line.firstLookMs;
    if (!isComplete) return;
    const { lastLookMs } = line;
    const firstLookMs = this.#windowBeganMs;
    this.windows.push({ firstLookMs, lastLookMs, delivered: Number.POSITIVE_INFINITY });
  }

  #take({ changes, state, isComplete }: WindowResult): void {
    const windowBeganMs = this.#windowBeganMs;
    for (const { type, row } of changes) {
      const { id, at, content } = row;
      this.delivered.push({ type, id, at, content, windowBeganMs });
    }
    const window = this.windows.at(-1);
    if (isComplete && window) window.delivered = this.delivered.length;
    this.state = JSON.stringify(state);
    this.mostVersions = Math.max(this.mostVersions, versionsIn(state));
  }
}

const versionsIn = ({ versions }: CursorState): number =>
  Object.values(versions).reduce((sum, text) => sum + text.split(" ").length, 0);

export const keyOf = ({ id, at, content }: Pick<Version, "id" | "at" | "content">): string =>
  `${id}@${at}:${content}`;
