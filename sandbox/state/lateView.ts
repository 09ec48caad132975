import type { DeletedRecord, RecordStore, StoredRecord } from "./recordStore";
import { compare, getPosition, type Position, type SortKey } from "./sortedRecords";

/** The state before a write, and its time. */
interface Replaced {
  /** The record before the write; undefined if the write created or restored it. */
  before: StoredRecord | undefined;
  /** The deletion before the write, if the write restored or purged the record. */
  deletion: DeletedRecord | undefined;
  at: number;
}

type HiddenWrites = ReadonlyMap<string, Replaced>;

const NONE: HiddenWrites = new Map();

/**
 * A view of the records as they were `lagMs` ago, for parts of Zoho that see writes late (facts
 * 3.8, 13.21). By default there is no lag.
 */
export class LateView {
  private lagMs = 0;
  private every = 1;
  private writes = 0;
  private now: () => number = Date.now;
  /** Recent writes by module and record id, oldest first. */
  private readonly replaced = new Map<string, Map<string, Replaced[]>>();

  /**
   * Later writes become visible after `lagMs`; with `every: n` only every nth write is late.
   * Earlier writes become visible at once.
   */
  setLag(lagMs: number, now: () => number, every = 1): void {
    this.lagMs = lagMs;
    this.now = now;
    this.every = every;
    this.writes = 0;
    if (lagMs === 0) this.replaced.clear();
  }

  /** Records a write; call it before the record changes. */
  recordWrite(
    moduleName: string,
    id: string,
    before?: StoredRecord,
    deletion?: DeletedRecord,
  ): void {
    if (this.lagMs === 0) return;
    this.writes += 1;
    if (this.writes % this.every !== 0) return;
    const ofModule = this.replaced.get(moduleName) ?? new Map<string, Replaced[]>();
    const entry = {
      before: before && { ...before },
      deletion: deletion && { ...deletion, record: { ...deletion.record } },
      at: this.now(),
    };
    ofModule.set(id, [...(ofModule.get(id) ?? []), entry]);
    this.replaced.set(moduleName, ofModule);
  }

  /** After the clock was set back, later writes count as written now. */
  clockChanged(): void {
    const now = this.now();
    for (const ofModule of this.replaced.values()) {
      for (const write of [...ofModule.values()].flat()) write.at = Math.min(write.at, now);
    }
  }

  /** The visible records of a module, unordered. */
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

  /** The visible version of a record. */
  get(moduleName: string, store: RecordStore, id: string): StoredRecord | undefined {
    const write = this.hidden(moduleName).get(id);
    return write ? write.before : store.get(id);
  }

  /** The visible records of a module, sorted, after a position. */
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
      .filter((record) => !after || ahead(after, getPosition(record, sortKey)))
      .sort((a, b) => (ahead(getPosition(a, sortKey), getPosition(b, sortKey)) ? -1 : 1));
    for (const record of walk) {
      if (hidden.has(record.id)) continue;
      while (old[0] && ahead(getPosition(old[0], sortKey), getPosition(record, sortKey))) {
        yield old[0];
        old.shift();
      }
      yield record;
    }
    yield* old;
  }

  /** The visible deletions, unordered. */
  *deletions(moduleName: string, store: RecordStore): Generator<DeletedRecord> {
    const hidden = this.hidden(moduleName);
    for (const deleted of store.deletedRecords()) {
      if (!hidden.has(deleted.record.id)) yield deleted;
    }
    for (const { deletion } of hidden.values()) if (deletion) yield deletion;
  }

  /** The oldest hidden write of each record; forgets visible ones. */
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
