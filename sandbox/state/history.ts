import type { RecordWritten, StoredRecord, WriteKind } from "./recordStore";
import type { StoredValue } from "./schema/field";

const VERSIONS_OF_A_RECORD = 100;
const VERSIONS_IN_ALL = 100_000;

/** One write of a record: who, when, how, and the API names of the fields it changed. */
export interface Version {
  /** Counts the writes of the record from 1, those that are no longer kept too. */
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

/** API names of the own fields whose values differ; of a new record those that have a value. */
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

/** The versions of every record that was written, but for seeds; bounded in memory. */
export class History {
  /** By record; the one written last stands last. */
  private readonly versions = new Map<string, Version[]>();
  private kept = 0;

  note(moduleName: string, { kind, record, before, at, by }: RecordWritten): void {
    const key = `${moduleName} ${record.id}`;
    const versions = this.versions.get(key) ?? [];
    const fields = kind === "insert" || before ? changedFields(before, record) : [];
    versions.push({ number: (versions.at(-1)?.number ?? 0) + 1, kind, at, by, fields });
    this.kept += 1;
    if (versions.length > VERSIONS_OF_A_RECORD) {
      versions.shift();
      this.kept -= 1;
    }
    this.versions.delete(key);
    this.versions.set(key, versions);
    this.shrink();
  }

  /** The kept versions of a record, oldest first. */
  of(moduleName: string, id: string): readonly Version[] {
    return this.versions.get(`${moduleName} ${id}`) ?? [];
  }

  /** Forgets the records that were not written for longest. */
  private shrink(): void {
    for (const [key, versions] of this.versions) {
      if (this.kept <= VERSIONS_IN_ALL) return;
      this.versions.delete(key);
      this.kept -= versions.length;
    }
  }
}
