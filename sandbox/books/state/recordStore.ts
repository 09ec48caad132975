import type { JsonObject } from "../../http";

/** A stored record: its non-empty fields, and its times. */
export interface BooksRecord {
  id: string;
  values: JsonObject;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  modifiedAt: number;
  /** Insertion order, to sort records of the same second. */
  sequence: number;
}

/** The records of one type in one organization. */
export class BooksStore {
  private readonly records = new Map<string, BooksRecord>();
  private sequence = 0;

  get size(): number {
    return this.records.size;
  }

  get(id: string): BooksRecord | undefined {
    return this.records.get(id);
  }

  /** Oldest first. */
  all(): IterableIterator<BooksRecord> {
    return this.records.values();
  }

  add(record: Omit<BooksRecord, "sequence">): BooksRecord {
    this.sequence += 1;
    const stored = { ...record, sequence: this.sequence };
    this.records.set(stored.id, stored);
    return stored;
  }

  delete(id: string): boolean {
    return this.records.delete(id);
  }

  find(matches: (record: BooksRecord) => boolean): BooksRecord | undefined {
    for (const record of this.records.values()) if (matches(record)) return record;
    return undefined;
  }

  filter(matches: (record: BooksRecord) => boolean): BooksRecord[] {
    const matching: BooksRecord[] = [];
    for (const record of this.records.values()) if (matches(record)) matching.push(record);
    return matching;
  }
}
