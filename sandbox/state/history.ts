import type { RecordWritten, StoredRecord, WriteKind } from "./recordStore";
import type { StoredValue } from "./schema/field";

const VERSIONS_OF_A_RECORD = 100;
const VERSIONS_IN_ALL = 100_000;

/** A write of a record, with the API names of the changed fields. */
export interface Version {
  /** The number of the write, from 1, including forgotten ones. */
  number: number;
  kind: WriteKind;
  at: number;
  by: string;
  fields: string[];
}

const isSame = (a: StoredValue | undefined, b: StoredValue | undefined): boolean =>
  (a ?? null) === (b ?? null) ||
  (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

const isEmpty = (value: StoredValue | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** API names of fields whose values differ; for a new record, those with a value. */
export function changedFields(before: StoredRecord | undefined, after: StoredRecord): string[] {
  const old = before?.values ?? {};
  const names = [...new Set([...Object.keys(old), ...Object.keys(after.values)])]
    .filter((name) => !name.startsWith("$"))
    .filter((name) =>
      before ? !isSame(old[name], after.values[name]) : !isEmpty(after.values[name]),
    );
  if (before?.ownerId !== after.ownerId) names.push("Owner");
  if ((before?.tags ?? []).join() !== after.tags.join()) names.push("Tag");
  if (before && before.converted !== after.converted) names.push("Converted__s");
  return names;
}

/** The recent writes of every record, without seeds; bounded. */
export class History {
  /** By record, most recently written last. */
  private readonly versions = new Map<string, Version[]>();
  private stored = 0;

  add(moduleName: string, { kind, record, before, at, by }: RecordWritten): void {
    const key = `${moduleName} ${record.id}`;
    const versions = this.versions.get(key) ?? [];
    const fields = kind === "insert" || before ? changedFields(before, record) : [];
    versions.push({ number: (versions.at(-1)?.number ?? 0) + 1, kind, at, by, fields });
    this.stored += 1;
    if (versions.length > VERSIONS_OF_A_RECORD) {
      versions.shift();
      this.stored -= 1;
    }
    this.versions.delete(key);
    this.versions.set(key, versions);
    this.shrink();
  }

  /** The stored versions of a record, oldest first. */
  of(moduleName: string, id: string): readonly Version[] {
    return this.versions.get(`${moduleName} ${id}`) ?? [];
  }

  /** Forgets the least recently written records. */
  private shrink(): void {
    for (const [key, versions] of this.versions) {
      if (this.stored <= VERSIONS_IN_ALL) return;
      this.versions.delete(key);
      this.stored -= versions.length;
    }
  }
}
