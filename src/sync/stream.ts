import { CHANGES } from "../limits";
import { type ChangeFilter, filterChange } from "./changeFilter";
import type { Change, ChangeSource, ReadBudget, SourceRow } from "./changes";
import { compareSnapshot, type SnapshotSource } from "./snapshot";
import { type CursorState, cursorAt, type StreamState } from "./state";
import { applyTombstones, restoreChecksDue } from "./tombstones";
import { cursorAtNow, readWindow } from "./window";

/** One stream of changes: a CRM module or a Books record type. */
export interface Stream {
  readonly records: ChangeSource | SnapshotSource;
  /** Absent where Zoho does not list deletions, or the trigger does not return them. */
  readonly deletions?: ChangeSource;
  /** Those of the records that exist now. Absent where deleted records cannot be restored. */
  readonly present?: (ids: readonly string[]) => Promise<SourceRow[]>;
  /** Absent where Zoho sends no notifications. */
  readonly lookup?: RecordLookup;
}

/** Finds records that a notification names. What it does not find is left to the windows. */
export interface RecordLookup {
  rows(ids: readonly string[]): Promise<SourceRow[]>;
  /** Deletions of this second and later. */
  deletions(ids: readonly string[], from: number): Promise<SourceRow[]>;
}

export interface StreamRequest {
  filter: ChangeFilter;
  budget: ReadBudget;
  /** The second that the first poll goes back to; absent = only changes from now on. */
  lookBack?: number;
  localNowMs: number;
}

export interface StreamOutcome {
  changes: Change[];
  state: StreamState;
  /** Nothing is left to read now. */
  isDone: boolean;
  /** What ended the reading early, after the first page. */
  error?: unknown;
  /** Sentences for the log. */
  warnings: string[];
  /** The seconds that were read: from `from` to before `end`. */
  window?: { from: number; end: number };
}

/**
 * Reads the next changes of a stream, filtered, with the state to continue from. The first reading
 * without a look-back only takes the time. Throws when nothing could be read.
 */
export async function readStream(
  stream: Stream,
  before: StreamState,
  request: StreamRequest,
): Promise<StreamOutcome> {
  const { records } = stream;
  if ("readAll" in records) return readSnapshot(records, before, request);
  const cursor = before.records ?? (await firstCursor(records, request));
  const isFirst = before.records === undefined && request.lookBack === undefined;
  const reading = new StreamReader(before, request);
  if (isFirst) reading.startAt(cursor);
  else await reading.readRecords(records, cursor);
  if (stream.deletions) await reading.readDeletions(stream.deletions);
  if (stream.present && request.filter.showDeleted) await reading.findRestored(stream.present);
  return reading.outcome();
}

async function firstCursor(
  source: ChangeSource,
  { lookBack, localNowMs }: StreamRequest,
): Promise<CursorState> {
  if (lookBack !== undefined) return cursorAt(lookBack, { isBackfill: true });
  return cursorAtNow(source, localNowMs);
}

/** Reads the parts of a stream in turn and collects their changes. */
class StreamReader {
  readonly #filter: ChangeFilter;
  readonly #budget: ReadBudget;
  readonly #state: StreamState;
  readonly #changes: Change[] = [];
  readonly #warnings: string[] = [];
  #isDone = true;
  #error: unknown;
  #now: number | undefined;
  #window: StreamOutcome["window"];

  constructor(before: StreamState, { filter, budget }: StreamRequest) {
    this.#state = { ...before };
    this.#filter = filter;
    this.#budget = budget;
  }

  startAt(cursor: CursorState): void {
    this.#state.records = cursor;
    this.#now = cursor.watermark;
  }

  async readRecords(source: ChangeSource, cursor: CursorState): Promise<void> {
    const { isBackfill = false } = cursor;
    const { changes, state, ...read } = await this.#readWindow(source, cursor, isBackfill);
    this.#state.records = state;
    this.#now = read.zohoNow;
    this.#isDone &&= read.isComplete || read.isUnstable;
    this.#error ??= read.error;
    this.#window = { from: cursor.watermark, end: state.progress?.end ?? state.watermark };
    this.#take(changes, isBackfill);
    if (read.unreadable > 0) {
      this.#warnings.push(`${read.unreadable} rows had no usable id or time and were skipped.`);
    }
  }

  /** Deletions count from when they are first wanted. Their errors do not affect the records. */
  async readDeletions(source: ChangeSource): Promise<void> {
    const cursor = this.#state.deletions;
    if (!cursor) {
      if (this.#now !== undefined) this.#state.deletions = cursorAt(this.#now);
      return;
    }
    if (this.#error !== undefined || this.#changesLeft === 0) {
      this.#isDone = false;
      return;
    }
    try {
      const { changes, state, ...read } = await this.#readWindow(source, cursor);
      this.#state.deletions = state;
      this.#isDone &&= read.isComplete || read.isUnstable || read.error !== undefined;
      this.#take(changes, false);
      if (read.error !== undefined) this.#warnOf("Deleted records", read.error);
    } catch (error) {
      this.#warnOf("Deleted records", error);
    }
  }

  /** Restored records may keep their time, so no list shows them: each is looked for once a day. */
  async findRestored(present: NonNullable<Stream["present"]>): Promise<void> {
    const { tombstones = {}, restoresCheckedAt } = this.#state;
    const now = this.#now;
    if (now === undefined || this.#error !== undefined || !this.#isDone) return;
    const due = restoreChecksDue(tombstones, restoresCheckedAt ?? { at: now, after: "" }, now);
    this.#state.restoresCheckedAt = due.next;
    if (due.ids.length === 0) return;
    try {
      const rows = await present(due.ids);
      this.#take(
        rows.map((row) => ({ type: "updated", row })),
        false,
      );
    } catch (error) {
      this.#warnOf("Deleted records", error);
    }
  }

  #warnOf(what: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#warnings.push(`${what} could not be read; the next poll tries again: ${message}`);
  }

  get #changesLeft(): number {
    return this.#budget.changesLeft - this.#changes.length;
  }

  #readWindow(source: ChangeSource, cursor: CursorState, isBackfill = false) {
    const isShown = (change: Change): boolean =>
      isBackfill || filterChange(this.#asRestored(change), this.#filter) !== undefined;
    const budget = { ...this.#budget, changesLeft: this.#changesLeft };
    return readWindow(source, cursor, budget, isShown);
  }

  /** A record that reappears after its deletion was delivered was restored. */
  #asRestored(change: Change): Change {
    const { tombstones = {} } = this.#state;
    const isBack = change.type === "created" || change.type === "updated";
    return isBack && this.#filter.showDeleted && change.row.id in tombstones
      ? { ...change, type: "restored" }
      : change;
  }

  #take(changes: readonly Change[], isBackfill: boolean): void {
    for (const change of this.#applyTombstones(changes)) {
      const shown = isBackfill ? change : filterChange(change, this.#filter);
      if (shown) this.#changes.push(shown);
    }
  }

  #applyTombstones(changes: readonly Change[]): readonly Change[] {
    if (!this.#filter.showDeleted) return changes;
    const { tombstones = {} } = this.#state;
    const applied = applyTombstones(changes, tombstones, CHANGES.maxTombstones);
    this.#state.tombstones = applied.tombstones;
    if (applied.isTruncated) {
      this.#warnings.push(
        `Only the last ${CHANGES.maxTombstones} deletions are remembered: records deleted earlier are not reported as restored.`,
      );
    }
    return applied.changes;
  }

  outcome(): StreamOutcome {
    const { tombstones } = this.#state;
    if (tombstones && Object.keys(tombstones).length === 0) this.#state.tombstones = undefined;
    return {
      changes: this.#changes,
      state: this.#state,
      isDone: this.#isDone,
      warnings: this.#warnings,
      error: this.#error,
      window: this.#window,
    };
  }
}

async function readSnapshot(
  source: SnapshotSource,
  before: StreamState,
  { filter, budget, lookBack }: StreamRequest,
): Promise<StreamOutcome> {
  const snapshot = await source.readAll(budget.mayContinue);
  if (!snapshot) return { changes: [], state: before, isDone: true, warnings: [] };
  const { changes, state, isComplete } = compareSnapshot(before.snapshot, snapshot, {
    limit: budget.changesLeft,
    isFirstShown: lookBack !== undefined,
    describeDeleted: (id) => source.describeDeleted(id),
  });
  const isBackfill = before.snapshot === undefined;
  return {
    changes: changes.filter(
      ({ type, row }) =>
        isBackfill || filterChange({ type, row: { createdAt: 0, ...row } }, filter) !== undefined,
    ),
    state: { ...before, snapshot: state },
    isDone: isComplete,
    warnings: [],
  };
}
