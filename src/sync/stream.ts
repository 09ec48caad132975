import { CHANGES } from "../limits";
import { type ChangeFilter, filterChange } from "./changeFilter";
import type { Change, ChangeSource, SourceRow } from "./changes";
import { compareSnapshot, type SnapshotSource } from "./snapshot";
import { type CursorState, cursorAt, type StreamState } from "./state";
import { applyTombstones, restoreChecksDue } from "./tombstones";
import { cursorAtNow, readWindow } from "./window";

/** What is polled as one: a module of Zoho CRM, a record type of Zoho Books. */
export interface Stream {
  records: ChangeSource | SnapshotSource;
  /** Absent where Zoho does not list deletions, or nobody wants them. */
  deletions?: ChangeSource;
  /** Those of the records that are there now. Absent where deleted records do not come back. */
  present?(ids: readonly string[]): Promise<SourceRow[]>;
  /** Looks up what was told of. Absent where nobody tells of changes. */
  lookup?: RecordLookup;
}

/** What is found of records that somebody told of. What is not found is left to the windows. */
export interface RecordLookup {
  rows(ids: readonly string[]): Promise<SourceRow[]>;
  /** Deletions of this second and later. */
  deletions(ids: readonly string[], from: number): Promise<SourceRow[]>;
}

export interface PollOptions extends ChangeFilter {
  /** The second that the first poll goes back to; absent = only what happens from now on. */
  lookBack?: number;
  /** Most changes of one subject in this reading. */
  maxChanges: number;
  /** Most versions to remember of this subject. */
  versions: number;
  localNowMs: number;
  mayContinue(): boolean | Promise<boolean>;
}

export interface StreamOutcome {
  changes: Change[];
  state: StreamState;
  /** Nothing is left to read at present. */
  isDone: boolean;
  /** What ended the reading early, after something was read. */
  error?: unknown;
  /** Sentences for the log. */
  warnings: string[];
  /** The seconds that were read, from and before. */
  window?: { from: number; end: number };
}

/**
 * Reads a subject on and returns what a builder asked to see, with the state to go on from. On the first
 * reading without a look-back the subject is only asked for the time. Throws when nothing could be read.
 */
export async function readStream(
  stream: Stream,
  before: StreamState,
  options: PollOptions,
): Promise<StreamOutcome> {
  const { records } = stream;
  if ("readAll" in records) return readWhole(records, before, options);
  const cursor = before.records ?? (await firstCursor(records, options));
  const isFirst = before.records === undefined && options.lookBack === undefined;
  const reading = new StreamReader(before, options);
  if (isFirst) reading.startAt(cursor);
  else await reading.readRecords(records, cursor);
  if (stream.deletions) await reading.readDeletions(stream.deletions);
  if (stream.present && options.showDeleted) await reading.findRestored(stream.present);
  return reading.outcome();
}

async function firstCursor(source: ChangeSource, options: PollOptions): Promise<CursorState> {
  const { lookBack, localNowMs } = options;
  if (lookBack !== undefined) return cursorAt(lookBack, { isBackfill: true });
  return cursorAtNow(source, localNowMs);
}

/** The parts of one reading, and what they bring together. */
class StreamReader {
  readonly #options: PollOptions;
  readonly #state: StreamState;
  readonly #changes: Change[] = [];
  readonly #warnings: string[] = [];
  #isDone = true;
  #error: unknown;
  #now: number | undefined;
  #window: StreamOutcome["window"];

  constructor(before: StreamState, options: PollOptions) {
    this.#state = { ...before };
    this.#options = options;
  }

  startAt(cursor: CursorState): void {
    this.#state.records = cursor;
    this.#now = cursor.watermark;
  }

  async readRecords(source: ChangeSource, cursor: CursorState): Promise<void> {
    const { isBackfill = false } = cursor;
    const { changes, state, ...read } = await readWindow(source, cursor, this.#limits(isBackfill));
    this.#state.records = state;
    this.#now = read.zohoNow;
    this.#isDone &&= read.isComplete || read.isUnstable;
    this.#error ??= read.error;
    this.#window = { from: cursor.watermark, end: state.progress?.end ?? state.watermark };
    this.#take(changes, isBackfill);
    if (read.unreadable > 0) {
      this.#warnings.push(`${read.unreadable} rows had no usable id or time and were passed over.`);
    }
  }

  /** A stream of deletions begins when it is first wanted. What goes wrong with it does not touch the records. */
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
      const { changes, state, ...read } = await readWindow(source, cursor, this.#limits());
      this.#state.deletions = state;
      this.#isDone &&= read.isComplete || read.isUnstable || read.error !== undefined;
      this.#take(changes, false);
      if (read.error !== undefined) this.#warnOf("Deleted records", read.error);
    } catch (error) {
      this.#warnOf("Deleted records", error);
    }
  }

  /** Within a day, since a restored record need not bear a new time; so many at a time that all get their turn. */
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
    this.#warnings.push(`${what} could not be read, and are asked for again: ${message}`);
  }

  get #changesLeft(): number {
    return this.#options.maxChanges - this.#changes.length;
  }

  #limits(isBackfill = false) {
    const { versions, mayContinue } = this.#options;
    const isShown = (change: Change): boolean =>
      isBackfill || filterChange(this.#asRestored(change), this.#options) !== undefined;
    return { rows: this.#changesLeft, versions, mayContinue, isShown };
  }

  /** A record that is seen again after it was told of as deleted was restored. */
  #asRestored(change: Change): Change {
    const { tombstones = {} } = this.#state;
    const isBack = change.type === "created" || change.type === "updated";
    return isBack && this.#options.showDeleted && change.row.id in tombstones
      ? { ...change, type: "restored" }
      : change;
  }

  #take(changes: readonly Change[], isBackfill: boolean): void {
    for (const change of this.#applyTombstones(changes)) {
      const shown = isBackfill ? change : filterChange(change, this.#options);
      if (shown) this.#changes.push(shown);
    }
  }

  #applyTombstones(changes: readonly Change[]): readonly Change[] {
    if (!this.#options.showDeleted) return changes;
    const { tombstones = {} } = this.#state;
    const told = applyTombstones(changes, tombstones, CHANGES.maxTombstones);
    this.#state.tombstones = told.tombstones;
    if (told.isTruncated) {
      this.#warnings.push(
        `Of deletions, the last ${CHANGES.maxTombstones} are remembered: older ones that are restored are not told of.`,
      );
    }
    return told.changes;
  }

  outcome(): StreamOutcome {
    const { tombstones } = this.#state;
    if (tombstones && Object.keys(tombstones).length === 0) this.#state.tombstones = undefined;
    return {
      changes: this.#changes,
      state: this.#state,
      isDone: this.#isDone,
      warnings: this.#warnings,
      ...(this.#error !== undefined && { error: this.#error }),
      ...(this.#window && { window: this.#window }),
    };
  }
}

async function readWhole(
  source: SnapshotSource,
  before: StreamState,
  options: PollOptions,
): Promise<StreamOutcome> {
  const snapshot = await source.readAll(options.mayContinue);
  if (!snapshot) return { changes: [], state: before, isDone: true, warnings: [] };
  const isFirstShown = options.lookBack !== undefined;
  const { changes, state, isComplete } = compareSnapshot(before.snapshot, snapshot, {
    limit: options.maxChanges,
    isFirstShown,
    describeDeleted: (id) => source.describeDeleted(id),
  });
  const isBackfill = before.snapshot === undefined;
  return {
    changes: changes.filter(
      ({ type, row }) =>
        isBackfill || filterChange({ type, row: { createdAt: 0, ...row } }, options) !== undefined,
    ),
    state: { ...before, snapshot: state },
    isDone: isComplete,
    warnings: [],
  };
}
