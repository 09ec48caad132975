import type { RecordStore, StoredRecord } from "./recordStore";

/** What a write replaced, and when. */
interface Replaced {
  /** The record before the write; undefined when the write created it. */
  before: StoredRecord | undefined;
  at: number;
}

/** What search sees of the records: everything as it was `lagMs` ago (facts 3.8). No lag by default. */
export class SearchIndex {
  private lagMs = 0;
  private now: () => number = Date.now;
  /** Recent writes by module and record id, oldest first. */
  private readonly replaced = new Map<string, Map<string, Replaced[]>>();

  /** From now on writes show up in search `lagMs` late; what was written before shows already. */
  setLag(lagMs: number, now: () => number): void {
    this.lagMs = lagMs;
    this.now = now;
  }

  /** To be told of every write before it changes the record. */
  note(moduleName: string, id: string, before: StoredRecord | undefined): void {
    if (this.lagMs === 0) return;
    const ofModule = this.replaced.get(moduleName) ?? new Map<string, Replaced[]>();
    const entry = { before: before && { ...before }, at: this.now() };
    ofModule.set(id, [...(ofModule.get(id) ?? []), entry]);
    this.replaced.set(moduleName, ofModule);
  }

  /** The records of a module as search knows them, in no order. */
  *records(moduleName: string, store: RecordStore): Generator<StoredRecord> {
    const hidden = this.notYetIndexed(moduleName);
    for (const record of store.all()) {
      const write = hidden.get(record.id);
      const known = write ? write.before : record;
      if (known) yield known;
    }
    for (const [id, { before }] of hidden) {
      if (before && !store.get(id)) yield before;
    }
  }

  /** The oldest write of each record that search does not know yet; older ones are forgotten. */
  private notYetIndexed(moduleName: string): Map<string, Replaced> {
    const ofModule = this.replaced.get(moduleName) ?? new Map<string, Replaced[]>();
    const indexedUntil = this.now() - this.lagMs;
    const hidden = new Map<string, Replaced>();
    for (const [id, writes] of ofModule) {
      const pending = writes.filter(({ at }) => at > indexedUntil);
      const [oldest] = pending;
      if (oldest) hidden.set(id, oldest);
      if (oldest) ofModule.set(id, pending);
      else ofModule.delete(id);
    }
    return hidden;
  }
}
