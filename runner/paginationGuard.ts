import type { TriggerOutput } from "./run";

/** What the platform would hang on, lose or refuse: a mistake of the component, not a fault it may have. */
export class ContractError extends Error {}

/** The most items of a page that fit the request that hands them over. */
const MAX_ITEMS = 1_000;

/** Throws when the platform could not go on from a page of a batched run. */
export function checkPage(key: string, { result, items }: TriggerOutput, isFirst: boolean): void {
  const count = parseItems(key, items).length;
  if (count > MAX_ITEMS) {
    throw new ContractError(
      `${key} has ${count} items on a page; the platform takes ${MAX_ITEMS}.`,
    );
  }
  if (result.resultType !== "polled_no_changes") return;
  if (!isFirst) {
    throw new ContractError(`${key} reports no changes on a later page: the platform would hang.`);
  }
  if (count > 0) {
    throw new ContractError(
      `${key} reports no changes and has ${count} items: they would be lost.`,
    );
  }
}

function parseItems(key: string, items: unknown): unknown[] {
  if (Array.isArray(items)) return items;
  throw new ContractError(`${key} resolves to no list of items.`);
}

/** Watches that a run gets somewhere. */
export class PaginationGuard {
  readonly #key: string;
  readonly #maxPages: number;
  /** Pagination states since the last item. */
  readonly #states = new Set<string>();
  #pages = 0;

  constructor(key: string, maxPages: number) {
    this.#key = key;
    this.#maxPages = maxPages;
  }

  /** What the page after one with this many items is asked for with, as JSON leaves it; null for none. */
  next({ items = [], nextPaginationState = null }: TriggerOutput): object | null {
    if (nextPaginationState === null) return null;
    const next: unknown = JSON.parse(JSON.stringify(nextPaginationState));
    if (typeof next !== "object" || next === null) {
      throw new ContractError(`${this.#key} returns a pagination state that is no object.`);
    }
    if (items.length > 0) this.#states.clear();
    const text = JSON.stringify(next);
    if (this.#states.has(text)) {
      throw new ContractError(
        `${this.#key} goes in a circle: it returns ${text} again, and no items.`,
      );
    }
    this.#states.add(text);
    this.#pages += 1;
    if (this.#pages < this.#maxPages) return next;
    throw new ContractError(`${this.#key} does not end: it has had ${this.#pages} pages.`);
  }
}
