import type { DeliveredVersions } from "./deliveredVersions";

/** Ids of delivered records, by the second of their creation. */
export class DeliveredIds {
  readonly #bySecond = new Map<string, Set<string>>();
  readonly #ids = new Set<string>();

  constructor(saved: Record<string, string> = {}) {
    for (const [second, ids] of Object.entries(saved)) {
      for (const id of ids.split(" ")) if (id !== "") this.#put(second, id);
    }
  }

  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string, second: number): void {
    this.#put(String(second), id);
  }

  addAll(others: DeliveredIds): void {
    for (const [second, ids] of others.#bySecond) for (const id of ids) this.#put(second, id);
  }

  /** Adds the records of versions, by the second of the version: no earlier than their creation. */
  addVersions(versions: DeliveredVersions): void {
    for (const { second, id } of versions.records()) if (!this.has(id)) this.add(id, second);
  }

  dropBefore(second: number): void {
    for (const [known, ids] of [...this.#bySecond]) {
      if (Number(known) >= second) continue;
      this.#bySecond.delete(known);
      for (const id of ids) this.#ids.delete(id);
    }
  }

  /** Ids separated by blanks, by second. */
  save(): Record<string, string> {
    return Object.fromEntries(
      [...this.#bySecond].map(([second, ids]) => [second, [...ids].join(" ")]),
    );
  }

  #put(second: string, id: string): void {
    const ids = this.#bySecond.get(second) ?? new Set<string>();
    this.#bySecond.set(second, ids.add(id));
    this.#ids.add(id);
  }
}
