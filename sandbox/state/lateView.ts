import type { DeletedRecord, RecordStore, StoredRecord } from "./recordStore";
import { compare, type Position, positionOf, type SortKey } from "./sortedRecords";

/** What a write replaced, and when. */
interface Replaced {
  /** The record before the write; undefined when the write created it or brought it back. */
  before: StoredRecord | undefined;
  /** How the record was deleted, where the write brought it back or emptied the bin of it. */
  deletion: DeletedRecord | undefined;
  at: number;
}

type HiddenWrites = ReadonlyMap<string, Replaced>;

const NONE: HiddenWrites = new Map();

/**
 * Records as a part of Zoho sees them that learns of writes late: everything as it was `lagMs` ago (facts
 * 3.8, 13.21). No lag by default.
 */
export class LateView {
  private lagMs = 0;
  private every = 1;
  private noted = 0;
  private now: () => number = Date.now;
  /** Recent writes by module and record id, oldest first. */
  private readonly replaced = new Map<string, Map<string, Replaced[]>>();

  /**
   * From now on writes show up here `lagMs` late, or only each `every`th one does; what was written before
   * shows already.
   */
  setLag(lagMs: number, now: () => number, every = 1): void {
    this.lagMs = lagMs;
    this.now = now;
    this.every = every;
    this.noted = 0;
    if (lagMs === 0) this.replaced.clear();
  }

  /** To be told of every write before it changes the record. */
  note(moduleName: string, id: string, before?: StoredRecord, deletion?: DeletedRecord): void {
    if (this.lagMs === 0) return;
    this.noted += 1;
    if (this.noted % this.every !== 0) return;
    const ofModule = this.replaced.get(moduleName) ?? new Map<string, Replaced[]>();
    const entry = {
      before: before && { ...before },
      deletion: deletion && { ...deletion, record: { ...deletion.record } },
      at: this.now(),
    };
    ofModule.set(id, [...(ofModule.get(id) ?? []), entry]);
    this.replaced.set(moduleName, ofModule);
  }

  /** After the clock was set back no write is later than now: those that were show the lag from here. */
  clockWasSet(): void {
    const now = this.now();
    for (const ofModule of this.replaced.values()) {
      for (const write of [...ofModule.values()].flat()) write.at = Math.min(write.at, now);
    }
  }

  /** The records of a module as they are known here, in no order. */
  *records(moduleName: string, store: RecordStore): Generator<StoredRecord> {
    const hidden = this.hidden(moduleName);
    for (const record of store.all()) {
      const write = hidden.get(record.id);
      const known = write ? write.before : record;
      if (known) yield known;
    }
    for (const [id, { before }] of hidden) {
      if (before && !store.get(id)) yield before;
    }
  }

  /** One record as it is known here. */
  get(moduleName: string, store: RecordStore, id: string): StoredRecord | undefined {
    const write = this.hidden(moduleName).get(id);
    return write ? write.before : store.get(id);
  }

  /** The records of a module in one order, after a position, as they are known here. */
  *walk(
    moduleName: string,
    store: RecordStore,
    sortKey: SortKey,
    descending: boolean,
    after?: Position,
  ): Generator<StoredRecord> {
    const hidden = this.hidden(moduleName);
    const walk = store.sorted(sortKey).walk(descending, after);
    if (hidden.size === 0) {
      yield* walk;
      return;
    }
    const ahead = (a: Position, b: Position): boolean =>
      descending ? compare(a, b) > 0 : compare(a, b) < 0;
    const old = [...hidden.values()]
      .flatMap(({ before }) => before ?? [])
      .filter((record) => !after || ahead(after, positionOf(record, sortKey)))
      .sort((a, b) => (ahead(positionOf(a, sortKey), positionOf(b, sortKey)) ? -1 : 1));
    for (const record of walk) {
      if (hidden.has(record.id)) continue;
      while (old[0] && ahead(positionOf(old[0], sortKey), positionOf(record, sortKey))) {
        yield old[0];
        old.shift();
      }
      yield record;
    }
    yield* old;
  }

  /** The deletions that are known here, in no order. */
  *deletions(moduleName: string, store: RecordStore): Generator<DeletedRecord> {
    const hidden = this.hidden(moduleName);
    for (const deleted of store.deletedRecords()) {
      if (!hidden.has(deleted.record.id)) yield deleted;
    }
    for (const { deletion } of hidden.values()) if (deletion) yield deletion;
  }

  /** The oldest write of each record that is not known here yet; older ones are forgotten. */
  private hidden(moduleName: string): HiddenWrites {
    const ofModule = this.replaced.get(moduleName);
    if (!ofModule || ofModule.size === 0) return NONE;
    const knownUntil = this.now() - this.lagMs;
    const hidden = new Map<string, Replaced>();
    for (const [id, writes] of ofModule) {
      const pending = writes.filter(({ at }) => at > knownUntil);
      const [oldest] = pending;
      if (oldest) hidden.set(id, oldest);
      if (oldest) ofModule.set(id, pending);
      else ofModule.delete(id);
    }
    return hidden;
  }
}
