import type { StoredRecord } from "./recordStore";

export type SortKey = "id" | "Created_Time" | "Modified_Time";

/** A position in a sort order; stays valid while records are added and removed. */
export interface Position {
  key: number;
  id: string;
}

const getKey = (record: StoredRecord, sortKey: SortKey): number => {
  if (sortKey === "Created_Time") return record.createdAt;
  return sortKey === "Modified_Time" ? record.modifiedAt : 0;
};

export const getPosition = (record: StoredRecord, sortKey: SortKey): Position => ({
  key: getKey(record, sortKey),
  id: record.id,
});

/** Ascending order: negative if `a` is before `b`. */
export const compare = (a: Position, b: Position): number =>
  a.key - b.key || (a.id < b.id ? -1 : Number(a.id > b.id));

/** Records in ascending order of a key, then id. Writes use binary search. */
export class SortedRecords {
  private readonly records: StoredRecord[];

  constructor(
    records: Iterable<StoredRecord>,
    private readonly sortKey: SortKey,
  ) {
    this.records = [...records].sort((a, b) => compare(this.position(a), this.position(b)));
  }

  private position(record: StoredRecord): Position {
    return getPosition(record, this.sortKey);
  }

  /** Index of the first record that is not before the position. */
  private lowerBound(position: Position): number {
    let low = 0;
    let high = this.records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = this.records[middle];
      if (record && compare(this.position(record), position) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(record: StoredRecord): void {
    this.records.splice(this.lowerBound(this.position(record)), 0, record);
  }

  /** Call it while the record still has the key with which it was added. */
  remove(record: StoredRecord): void {
    const index = this.lowerBound(this.position(record));
    if (this.records[index]?.id === record.id) this.records.splice(index, 1);
  }

  /** The records after a position (by default all), ascending or descending. */
  *walk(descending: boolean, after?: Position): Generator<StoredRecord> {
    if (descending) {
      const start = after ? this.lowerBound(after) : this.records.length;
      for (let index = start - 1; index >= 0; index -= 1) yield this.at(index);
      return;
    }
    const start = after ? this.lowerBound({ key: after.key, id: `${after.id}~` }) : 0;
    for (let index = start; index < this.records.length; index += 1) yield this.at(index);
  }

  private at(index: number): StoredRecord {
    const record = this.records[index];
    if (!record) throw new Error(`no record at ${index}`);
    return record;
  }
}
