import { ANY_CONTENT, type SavedVersions } from "./state";

/** How many versions a saved state holds. */
export const countVersions = (saved: SavedVersions = {}): number =>
  Object.values(saved).reduce((sum, text) => sum + text.split(" ").length, 0);

/**
 * Versions delivered recently, by second, id and content. The caller bounds their number: a
 * forgotten version may be delivered again, but never lost.
 */
export class DeliveredVersions {
  readonly #bySecond = new Map<number, Map<string, string>>();
  readonly #timesKnown = new Map<string, number>();
  #size = 0;

  /** Broken entries are left out. */
  constructor(saved: SavedVersions = {}) {
    for (const [second, text] of Object.entries(saved)) {
      for (const version of text.split(" ")) {
        const [id, content] = version.split(":");
        if (/^\d+$/.test(second) && id && content !== undefined)
          this.add(Number(second), id, content);
      }
    }
  }

  get size(): number {
    return this.#size;
  }

  has(second: number, id: string, content: string): boolean {
    const contents = this.#bySecond.get(second)?.get(id)?.split("+");
    return contents?.some((known) => known === content || known === ANY_CONTENT) ?? false;
  }

  hasRecord(id: string): boolean {
    return this.#timesKnown.has(id);
  }

  /** The known records, with the second of each version. */
  *records(): Generator<{ second: number; id: string }> {
    for (const [second, versions] of this.#bySecond) {
      for (const id of versions.keys()) yield { second, id };
    }
  }

  /** Keeps several contents of one id and second. */
  add(second: number, id: string, content: string): void {
    const versions = this.#bySecond.get(second) ?? new Map<string, string>();
    this.#bySecond.set(second, versions);
    const present = versions.get(id);
    if (present?.split("+").includes(content)) return;
    versions.set(id, present === undefined ? content : `${present}+${content}`);
    if (present !== undefined) return;
    this.#size += 1;
    this.#timesKnown.set(id, (this.#timesKnown.get(id) ?? 0) + 1);
  }

  /** From now on, versions are the same whatever their content. */
  forgetContents(): void {
    for (const versions of this.#bySecond.values()) {
      for (const id of versions.keys()) versions.set(id, ANY_CONTENT);
    }
  }

  dropBefore(second: number): void {
    for (const known of [...this.#bySecond.keys()]) if (known < second) this.#drop(known);
  }

  /** Drops the oldest until at most `limit` are left. */
  dropBeyond(limit: number): void {
    for (const second of [...this.#bySecond.keys()].sort((a, b) => a - b)) {
      if (this.#size <= limit) return;
      this.#drop(second, this.#size - limit);
    }
  }

  #drop(second: number, limit = Number.POSITIVE_INFINITY): void {
    const versions = this.#bySecond.get(second) ?? new Map<string, string>();
    for (const id of [...versions.keys()].slice(0, limit)) {
      versions.delete(id);
      this.#size -= 1;
      const times = (this.#timesKnown.get(id) ?? 0) - 1;
      if (times > 0) this.#timesKnown.set(id, times);
      else this.#timesKnown.delete(id);
    }
    if (versions.size === 0) this.#bySecond.delete(second);
  }

  save(): SavedVersions {
    const saved: SavedVersions = {};
    for (const [second, versions] of this.#bySecond) {
      saved[second] = [...versions].map(([id, content]) => `${id}:${content}`).join(" ");
    }
    return saved;
  }
}

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
