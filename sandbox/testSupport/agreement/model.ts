type Value = string | number | boolean | readonly string[] | null;
export type Values = Readonly<Record<string, Value>>;

/** The expected lead; a new object after every write. */
export interface ModelRecord {
  readonly id: string;
  readonly values: Values;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly converted: boolean;
}

export interface ModelDeletion {
  readonly record: ModelRecord;
  readonly at: number;
  readonly by: string;
  readonly purgedAt?: number;
}

/** All leads at a time. */
export interface Snapshot {
  readonly live: ReadonlyMap<string, ModelRecord>;
  readonly deleted: ReadonlyMap<string, ModelDeletion>;
}

/** User and time of a write, in whole seconds. */
export interface Writer {
  at: number;
  by: string;
}

const BIN_MS = 60 * 86_400_000;

/** When a deletion becomes permanent (facts 3.6, 3.7). */
export const goneAt = ({ at, purgedAt }: ModelDeletion): number =>
  Math.min(purgedAt ?? Number.POSITIVE_INFINITY, at + BIN_MS);

const isEmpty = (value: Value | undefined): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** A plain model of the leads after each write. */
export class Model {
  private live = new Map<string, ModelRecord>();
  private deleted = new Map<string, ModelDeletion>();

  /** `changed` is called after every change. */
  constructor(private readonly changed: () => void) {}

  snapshot(): Snapshot {
    return { live: new Map(this.live), deleted: new Map(this.deleted) };
  }

  get(id: string): ModelRecord {
    const record = this.live.get(id);
    if (!record) throw new Error(`no lead ${id}`);
    return record;
  }

  /** The lead with this value of the unique field, ignoring case. */
  holder(values: Values): string | undefined {
    const key = values.External_Key;
    if (typeof key !== "string") return undefined;
    const same = (value: Value | undefined) =>
      typeof value === "string" && value.toLowerCase() === key.toLowerCase();
    return [...this.live.values()].find((record) => same(record.values.External_Key))?.id;
  }

  insert(id: string, values: Values, { at, by }: Writer): void {
    const record = { id, values, createdAt: at, modifiedAt: at, modifiedBy: by, converted: false };
    this.keep(record);
  }

  private keep(record: ModelRecord): void {
    this.live.set(record.id, record);
    this.changed();
  }

  update(id: string, changes: Values, { at, by }: Writer): void {
    const record = this.get(id);
    const values = { ...record.values, ...changes };
    this.keep({ ...record, values, modifiedAt: at, modifiedBy: by });
  }

  convert(id: string, { at, by }: Writer): void {
    this.keep({ ...this.get(id), converted: true, modifiedAt: at, modifiedBy: by });
  }

  delete(id: string, { at, by }: Writer): void {
    this.deleted.set(id, { record: this.get(id), at, by });
    this.live.delete(id);
    this.changed();
  }

  /** False if the lead cannot be restored: purged, or its unique value is taken. */
  restore(id: string, { at, by }: Writer, isTouched: boolean): boolean {
    const deletion = this.deleted.get(id);
    if (!deletion || goneAt(deletion) <= at || this.holder(deletion.record.values)) return false;
    if (deletion.purgedAt !== undefined) return false;
    this.deleted.delete(id);
    const { record } = deletion;
    this.keep(isTouched ? { ...record, modifiedAt: at, modifiedBy: by } : record);
    return true;
  }

  purge(id: string, { at }: Writer): void {
    const deletion = this.deleted.get(id);
    if (deletion) this.deleted.set(id, { purgedAt: at, ...deletion });
    this.changed();
  }

  /** `seen` is how the loser is listed as deleted (facts 13.16). */
  merge(id: string, loserId: string, writer: Writer, seen: string): void {
    const loser = this.get(loserId);
    this.delete(loserId, writer);
    if (seen === "permanent") this.purge(loserId, writer);
    if (seen === "unlisted") this.deleted.delete(loserId);
    const { values } = this.get(id);
    const taken = Object.entries(loser.values).filter(([name]) => isEmpty(values[name]));
    this.update(id, Object.fromEntries(taken), writer);
  }
}
