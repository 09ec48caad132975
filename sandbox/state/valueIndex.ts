import type { StoredValue } from "./schema/field";

/** A record's id and values. */
interface Holder {
  id: string;
  values: Readonly<Record<string, StoredValue>>;
}

const normalised = (value: StoredValue): StoredValue =>
  typeof value === "string" ? value.toLowerCase() : value;

/** Finds records by the value of a field, ignoring case. Indexes a field on first use. */
export class ValueIndex {
  private readonly holders = new Map<string, Map<StoredValue, Set<string>>>();

  /** Ids of records with a value, lowest first; reads `all` only the first time. */
  idsWith(fieldName: string, value: StoredValue, all: Iterable<Holder>): string[] {
    let ofField = this.holders.get(fieldName);
    if (!ofField) {
      ofField = new Map();
      this.holders.set(fieldName, ofField);
      for (const holder of all) this.addTo(ofField, fieldName, holder);
    }
    return [...(ofField.get(normalised(value)) ?? [])].sort();
  }

  /** Drops all indexes; they are rebuilt on use. */
  clear(): void {
    this.holders.clear();
  }

  add(holder: Holder): void {
    for (const [fieldName, ofField] of this.holders) this.addTo(ofField, fieldName, holder);
  }

  /** Call it while the record still has the values with which it was added. */
  remove(holder: Holder): void {
    for (const [fieldName, ofField] of this.holders) {
      ofField.get(normalised(holder.values[fieldName] ?? null))?.delete(holder.id);
    }
  }

  private addTo(ofField: Map<StoredValue, Set<string>>, fieldName: string, holder: Holder): void {
    const value = normalised(holder.values[fieldName] ?? null);
    if (value === null || value === "") return;
    const ids = ofField.get(value) ?? new Set<string>();
    ofField.set(value, ids.add(holder.id));
  }
}
