import { leavesBinAt } from "./recycleBin";
import type { StoredValue } from "./schema/field";
import type { Module } from "./schema/modules";
import { SortedRecords, type SortKey } from "./sortedRecords";
import { ValueIndex } from "./valueIndex";

export interface StoredRecord {
  id: string;
  /** Values by field; absent means null. */
  values: Record<string, StoredValue>;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  modifiedAt: number;
  createdBy: string;
  modifiedBy: string;
  ownerId: string;
  converted: boolean;
  tags: string[];
  /** The last related action (note, activity, file, relation), if any. */
  activityAt?: number;
}

/** The time of the last change or related action (facts 13.15). */
export const lastActivity = ({ modifiedAt, activityAt = 0 }: StoredRecord): number =>
  Math.max(modifiedAt, activityAt);

export interface DeletedRecord {
  record: StoredRecord;
  deletedAt: number;
  deletedBy: string;
  /** When it was purged, if it was. */
  purgedAt?: number;
}

/** An update of a record. */
export type RecordChange = Pick<StoredRecord, "values" | "modifiedAt" | "modifiedBy"> &
  Partial<Pick<StoredRecord, "ownerId" | "tags" | "converted">>;

/** The kind of a write. `merge` updates the master, deletes the loser and changes lookups. */
export type WriteKind = "insert" | "update" | "delete" | "restore" | "purge" | "merge";

/** A completed write. */
export interface RecordWritten {
  kind: WriteKind;
  /** The record after the write; if deleted, before it. */
  record: StoredRecord;
  /** The record before the write, if there was one. */
  before?: StoredRecord;
  at: number;
  by: string;
  /** Whether a merge changed only lookups of the record. */
  isRelinked?: boolean;
}

/** A case-insensitive key for unique fields; undefined for empty values. */
function uniqueKey(value: StoredValue | undefined): StoredValue | undefined {
  if (typeof value === "string") return value.toLowerCase() || undefined;
  return typeof value === "number" ? value : undefined;
}

/** Gets notified about writes to the records of a module. */
export interface RecordListener {
  /** Called before every write, including seeds, with the current state. */
  beforeWrite: (id: string, before?: StoredRecord, deletion?: DeletedRecord) => void;
  /** Called after every write except seeds. */
  afterWrite: (written: RecordWritten) => void;
}

/** The records of a module, with sorted indexes and unique values. */
export class RecordStore {
  private readonly byId = new Map<string, StoredRecord>();
  private readonly deleted = new Map<string, DeletedRecord>();
  private readonly orders = new Map<SortKey, SortedRecords>();
  private readonly uniqueValues = new Map<string, Map<StoredValue, string>>();
  private readonly values = new ValueIndex();

  constructor(
    module: Module,
    private readonly listener: RecordListener,
  ) {
    for (const field of module.fields) {
      if (field.unique) this.uniqueValues.set(field.apiName, new Map());
    }
  }

  get size(): number {
    return this.byId.size;
  }

  get(id: string): StoredRecord | undefined {
    return this.byId.get(id);
  }

  /** The record, even if deleted. */
  find(id: string): StoredRecord | undefined {
    return this.byId.get(id) ?? this.deleted.get(id)?.record;
  }

  all(): Iterable<StoredRecord> {
    return this.byId.values();
  }

  /** Deleted records, oldest first. */
  deletedRecords(): Iterable<DeletedRecord> {
    return this.deleted.values();
  }

  /** Purges a deleted record, unless it has been purged; false if it was never deleted. */
  purge(id: string, purgedAt: number, by = ""): boolean {
    const deleted = this.deleted.get(id);
    if (!deleted) return false;
    this.listener.beforeWrite(id, undefined, deleted);
    deleted.purgedAt ??= Math.min(purgedAt, leavesBinAt(deleted.deletedAt));
    this.listener.afterWrite({ kind: "purge", record: deleted.record, at: purgedAt, by });
    return true;
  }

  /** Removes a record from the deleted ones, as if it had never existed. */
  forget(id: string): void {
    this.deleted.delete(id);
  }

  /** The record in the recycle bin; undefined if it is not deleted or was purged. */
  inRecycleBin(id: string): DeletedRecord | undefined {
    const deleted = this.deleted.get(id);
    return deleted?.purgedAt === undefined ? deleted : undefined;
  }

  /** Restores a record from the recycle bin. */
  restore(
    deleted: DeletedRecord,
    at: number,
    by: string,
    change: Partial<Pick<StoredRecord, "modifiedAt" | "modifiedBy">> = {},
  ): void {
    const { record } = deleted;
    this.listener.beforeWrite(record.id, undefined, deleted);
    this.deleted.delete(record.id);
    Object.assign(record, change);
    this.byId.set(record.id, record);
    this.index(record);
    for (const order of this.orders.values()) order.add(record);
    this.listener.afterWrite({ kind: "restore", record, at, by });
  }

  isDeleted(id: string): boolean {
    return this.deleted.has(id);
  }

  /** Id of the record with this value of a unique field. */
  findHolder(fieldName: string, value: StoredValue): string | undefined {
    const key = uniqueKey(value);
    return key === undefined ? undefined : this.uniqueValues.get(fieldName)?.get(key);
  }

  /** Ids of all records with this value of a field, ignoring case, oldest first. */
  idsWith(fieldName: string, value: StoredValue): string[] {
    return this.values.idsWith(fieldName, value, this.byId.values());
  }

  insert(record: StoredRecord): void {
    this.listener.beforeWrite(record.id);
    this.byId.set(record.id, record);
    this.index(record);
    for (const order of this.orders.values()) order.add(record);
    const { createdAt: at, createdBy: by } = record;
    this.listener.afterWrite({ kind: "insert", record, at, by });
  }

  /** Adds many records at once; rebuilds sorted indexes when next used. */
  load(records: readonly StoredRecord[]): void {
    this.orders.clear();
    for (const record of records) {
      this.listener.beforeWrite(record.id);
      this.byId.set(record.id, record);
      this.index(record);
    }
  }

  /**
   * Updates a record in place and keeps `change.values`. `how` overrides kind, time and user of the
   * write; by default an update at the new Modified_Time by the new Modified_By.
   */
  update(
    record: StoredRecord,
    change: RecordChange,
    how: { kind?: "update" | "merge"; at?: number; by?: string; isRelinked?: boolean } = {},
  ): void {
    this.listener.beforeWrite(record.id, record);
    const before = { ...record };
    /** The only index that an update can reorder. */
    const byChange = this.orders.get("Modified_Time");
    byChange?.remove(record);
    this.unindex(record);
    Object.assign(record, change);
    this.index(record);
    byChange?.add(record);
    const { modifiedAt: at, modifiedBy: by } = change;
    this.listener.afterWrite({ kind: "update", record, before, at, by, ...how });
  }

  delete(
    record: StoredRecord,
    deletedAt: number,
    deletedBy: string,
    kind: "delete" | "merge" = "delete",
  ): void {
    this.listener.beforeWrite(record.id, record);
    for (const order of this.orders.values()) order.remove(record);
    this.unindex(record);
    this.byId.delete(record.id);
    this.deleted.set(record.id, { record, deletedAt, deletedBy });
    this.listener.afterWrite({ kind, record, before: record, at: deletedAt, by: deletedBy });
  }

  /**
   * Replaces the values of every record, including deleted ones, after the fields of the module
   * changed. Does not count as a write.
   */
  reshape(transform: (values: StoredRecord["values"]) => StoredRecord["values"]): void {
    for (const record of this.byId.values()) record.values = transform(record.values);
    for (const { record } of this.deleted.values()) record.values = transform(record.values);
    this.values.clear();
  }

  /** Renames a field if it is unique; with undefined it is no longer unique. */
  renameUnique(fieldName: string, newName: string | undefined): void {
    const holders = this.uniqueValues.get(fieldName);
    this.uniqueValues.delete(fieldName);
    if (holders && newName !== undefined) this.uniqueValues.set(newName, holders);
  }

  /** Makes a new field unique. */
  addUnique(fieldName: string): void {
    this.uniqueValues.set(fieldName, new Map());
  }

  sorted(sortKey: SortKey): SortedRecords {
    let order = this.orders.get(sortKey);
    if (!order) {
      order = new SortedRecords(this.byId.values(), sortKey);
      this.orders.set(sortKey, order);
    }
    return order;
  }

  private index(record: StoredRecord): void {
    this.values.add(record);
    for (const [fieldName, holders] of this.uniqueValues) {
      const key = uniqueKey(record.values[fieldName]);
      if (key !== undefined) holders.set(key, record.id);
    }
  }

  private unindex(record: StoredRecord): void {
    this.values.remove(record);
    for (const [fieldName, holders] of this.uniqueValues) {
      const key = uniqueKey(record.values[fieldName]);
      if (key !== undefined) holders.delete(key);
    }
  }
}
