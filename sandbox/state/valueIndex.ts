import type { StoredValue } from "./schema/field";

/** Something with values by field, and an id. */
interface Holder {
  id: string;
  values: Readonly<Record<string, StoredValue>>;
}

const normalised = (value: StoredValue): StoredValue =>
  typeof value === "string" ? value.toLowerCase() : value;

/** Which records hold a value of a field, without regard to case. A field is indexed once it is asked for. */
export class ValueIndex {
  private readonly holders = new Map<string, Map<StoredValue, Set<string>>>();

  /** Ids of the holders of a value, the lowest first; `all` is read only the first time. */
  idsWith(fieldName: string, value: StoredValue, all: Iterable<Holder>): string[] {
    let ofField = this.holders.get(fieldName);
    if (!ofField) {
      ofField = new Map();
      this.holders.set(fieldName, ofField);
      for (const holder of all) this.addTo(ofField, fieldName, holder);
    }
    return [...(ofField.get(normalised(value)) ?? [])].sort();
  }

  /** Forgets every field; each is indexed anew when it is asked for. */
  clear(): void {
    this.holders.clear();
  }

  add(holder: Holder): void {
    for (const [fieldName, ofField] of this.holders) this.addTo(ofField, fieldName, holder);
  }

  /** To be called while the record still has the values it was added with. */
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
