import { leavesBinAt } from "./recycleBin";
import type { StoredValue } from "./schema/field";
import type { Module } from "./schema/modules";
import { SortedRecords, type SortKey } from "./sortedRecords";
import { ValueIndex } from "./valueIndex";

export interface StoredRecord {
  id: string;
  /** Own fields that have a value; what is absent is null. */
  values: Record<string, StoredValue>;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  modifiedAt: number;
  createdBy: string;
  modifiedBy: string;
  ownerId: string;
  converted: boolean;
  tags: string[];
  /** The last thing that happened around the record, where that was later than its last change. */
  activityAt?: number;
}

/** When something last happened to a record or around it (facts 13.15). */
export const lastActivity = ({ modifiedAt, activityAt = 0 }: StoredRecord): number =>
  Math.max(modifiedAt, activityAt);

export interface DeletedRecord {
  record: StoredRecord;
  deletedAt: number;
  deletedBy: string;
  /** When it left the recycle bin for good, if someone saw to that. */
  purgedAt?: number;
}

/** What changes together with the values of a record. */
export type RecordChange = Pick<StoredRecord, "values" | "modifiedAt" | "modifiedBy"> &
  Partial<Pick<StoredRecord, "ownerId" | "tags" | "converted">>;

/** How a record came to be as it is. `merge` changed the one that stays, or took the other one. */
export type WriteKind = "insert" | "update" | "delete" | "restore" | "purge" | "merge";

/** A write that was carried out. */
export interface RecordWritten {
  kind: WriteKind;
  /** The record as the write left it; of one that went, as it was. */
  record: StoredRecord;
  /** The record before, where there was one. */
  before?: StoredRecord;
  at: number;
  by: string;
  /** Set where only what the record points to was merged: it is the same record with the same times. */
  isRelinked?: boolean;
}

/** A value as unique fields compare it, without regard to case; undefined for what is no value. */
function uniqueKey(value: StoredValue | undefined): StoredValue | undefined {
  if (typeof value === "string") return value.toLowerCase() || undefined;
  return typeof value === "number" ? value : undefined;
}

/** Who is told of the writes to the records of a module. */
export interface RecordListener {
  /** Of every record that is about to come, change or go, with what it was until then; seeds too. */
  beforeWrite: (id: string, before?: StoredRecord, deletion?: DeletedRecord) => void;
  /** Of every write but seeds. */
  afterWrite: (written: RecordWritten) => void;
}

/** The records of one module, with their orders and unique values. */
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

  /** A record, whether it is there or deleted. */
  find(id: string): StoredRecord | undefined {
    return this.byId.get(id) ?? this.deleted.get(id)?.record;
  }

  all(): Iterable<StoredRecord> {
    return this.byId.values();
  }

  /** What was deleted, the oldest first. */
  deletedRecords(): Iterable<DeletedRecord> {
    return this.deleted.values();
  }

  /** Empties the recycle bin of one record that may have left it already; false when it never was there. */
  purge(id: string, purgedAt: number, by = ""): boolean {
    const deleted = this.deleted.get(id);
    if (!deleted) return false;
    this.listener.beforeWrite(id, undefined, deleted);
    deleted.purgedAt ??= Math.min(purgedAt, leavesBinAt(deleted.deletedAt));
    this.listener.afterWrite({ kind: "purge", record: deleted.record, at: purgedAt, by });
    return true;
  }

  /** Takes a record out of the list of deleted ones altogether, as if it had never been there. */
  forget(id: string): void {
    this.deleted.delete(id);
  }

  /** A record in the recycle bin; undefined when it is not deleted or gone for good. */
  inRecycleBin(id: string): DeletedRecord | undefined {
    const deleted = this.deleted.get(id);
    return deleted?.purgedAt === undefined ? deleted : undefined;
  }

  /** Brings a record back out of the recycle bin, with other times where they are given. */
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

  /** Id of the record that already holds this value of a unique field. */
  holderOf(fieldName: string, value: StoredValue): string | undefined {
    const key = uniqueKey(value);
    return key === undefined ? undefined : this.uniqueValues.get(fieldName)?.get(key);
  }

  /** Ids of all records with this value of a field, without regard to case, the oldest first. */
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

  /** Adds many at once; the orders are built again when they are next asked for. */
  load(records: readonly StoredRecord[]): void {
    this.orders.clear();
    for (const record of records) {
      this.listener.beforeWrite(record.id);
      this.byId.set(record.id, record);
      this.index(record);
    }
  }

  /**
   * Changes a record in place. The values are replaced: pass an object of their own. `how` is for
   * changes that are not what their new Modified_Time and Modified_By say.
   */
  update(
    record: StoredRecord,
    change: RecordChange,
    how: { kind?: "update" | "merge"; at?: number; by?: string; isRelinked?: boolean } = {},
  ): void {
    this.listener.beforeWrite(record.id, record);
    const before = { ...record };
    /** The only order that a change can move a record in. */
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
   * Puts other values into every record, deleted ones too, after the fields of the module changed. No
   * write in the sense of the listener: no time moves.
   */
  reshape(valuesOf: (values: StoredRecord["values"]) => StoredRecord["values"]): void {
    for (const record of this.byId.values()) record.values = valuesOf(record.values);
    for (const { record } of this.deleted.values()) record.values = valuesOf(record.values);
    this.values.clear();
  }

  /** Keeps (or, with undefined, stops keeping) the values of a field unique. */
  renameUnique(fieldName: string, newName: string | undefined): void {
    const holders = this.uniqueValues.get(fieldName);
    this.uniqueValues.delete(fieldName);
    if (holders && newName !== undefined) this.uniqueValues.set(newName, holders);
  }

  /** Starts keeping the values of a new field unique. */
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
