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
}

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

/** The records of one module, with their orders and unique values. */
export class RecordStore {
  private readonly byId = new Map<string, StoredRecord>();
  private readonly deleted = new Map<string, DeletedRecord>();
  private readonly orders = new Map<SortKey, SortedRecords>();
  private readonly uniqueValues = new Map<string, Map<StoredValue, string>>();
  private readonly values = new ValueIndex();

  /** `beforeWrite` is told of every record that is about to come, change or go. */
  constructor(
    module: Module,
    private readonly beforeWrite: (id: string, before?: StoredRecord) => void,
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

  all(): Iterable<StoredRecord> {
    return this.byId.values();
  }

  /** What was deleted, the oldest first. */
  deletedRecords(): Iterable<DeletedRecord> {
    return this.deleted.values();
  }

  /** Empties the recycle bin of one record; false when it is not in there. */
  purge(id: string, purgedAt: number): boolean {
    const deleted = this.deleted.get(id);
    if (deleted) deleted.purgedAt ??= purgedAt;
    return deleted !== undefined;
  }

  isDeleted(id: string): boolean {
    return this.deleted.has(id);
  }

  /** Id of the record that already holds this value of a unique field. */
  holderOf(fieldName: string, value: StoredValue): string | undefined {
    const normalised = typeof value === "string" ? value.toLowerCase() : value;
    return this.uniqueValues.get(fieldName)?.get(normalised);
  }

  /** Ids of all records with this value of a field, without regard to case, the oldest first. */
  idsWith(fieldName: string, value: StoredValue): string[] {
    return this.values.idsWith(fieldName, value, this.byId.values());
  }

  insert(record: StoredRecord): void {
    this.beforeWrite(record.id);
    this.byId.set(record.id, record);
    this.index(record);
    for (const order of this.orders.values()) order.add(record);
  }

  /** Adds many at once; the orders are built again when they are next asked for. */
  load(records: readonly StoredRecord[]): void {
    this.orders.clear();
    for (const record of records) {
      this.beforeWrite(record.id);
      this.byId.set(record.id, record);
      this.index(record);
    }
  }

  update(record: StoredRecord, change: RecordChange): void {
    this.beforeWrite(record.id, record);
    /** The only order that a change can move a record in. */
    const byChange = this.orders.get("Modified_Time");
    byChange?.remove(record);
    this.unindex(record);
    Object.assign(record, change);
    this.index(record);
    byChange?.add(record);
  }

  delete(record: StoredRecord, deletedAt: number, deletedBy: string): void {
    this.beforeWrite(record.id, record);
    for (const order of this.orders.values()) order.remove(record);
    this.unindex(record);
    this.byId.delete(record.id);
    this.deleted.set(record.id, { record, deletedAt, deletedBy });
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
      const value = record.values[fieldName];
      if (typeof value === "string" && value) holders.set(value.toLowerCase(), record.id);
    }
  }

  private unindex(record: StoredRecord): void {
    this.values.remove(record);
    for (const [fieldName, holders] of this.uniqueValues) {
      const value = record.values[fieldName];
      if (typeof value === "string" && value) holders.delete(value.toLowerCase());
    }
  }
}
