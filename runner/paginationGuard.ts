import type { TriggerOutput } from "./run";

/** A mistake of the component on which the platform would hang, lose data or fail. */
export class ContractError extends Error {}

/** The platform's limit of items per page. */
const MAX_ITEMS = 1_000;

/** Throws if the platform could not continue after this page of a batched run. */
export function checkPage(key: string, { result, items }: TriggerOutput, isFirst: boolean): void {
  const count = parseItems(key, items).length;
  if (count > MAX_ITEMS) {
    throw new ContractError(
      `${key} has ${count} items on a page; the platform accepts ${MAX_ITEMS}.`,
    );
  }
  if (result.resultType !== "polled_no_changes") return;
  if (!isFirst) {
    throw new ContractError(`${key} reports no changes on a later page: the platform would hang.`);
  }
  if (count > 0) {
    throw new ContractError(
      `${key} reports no changes but has ${count} items: they would be lost.`,
    );
  }
}

function parseItems(key: string, items: unknown): unknown[] {
  if (Array.isArray(items)) return items;
  throw new ContractError(`The items that ${key} resolves are not a list.`);
}

/** Ends a run whose pagination never ends. */
export class PaginationGuard {
  readonly #key: string;
  readonly #maxPages: number;
  /** The pagination states since the last item. */
  readonly #states = new Set<string>();
  #pages = 0;

  constructor(key: string, maxPages: number) {
    this.#key = key;
    this.#maxPages = maxPages;
  }

  /** The pagination state of the next page, after serialization; null if there is none. */
  next({ items = [], nextPaginationState = null }: TriggerOutput): object | null {
    if (nextPaginationState === null) return null;
    const next: unknown = JSON.parse(JSON.stringify(nextPaginationState));
    if (typeof next !== "object" || next === null) {
      throw new ContractError(`${this.#key} returns a pagination state that is not an object.`);
    }
    if (items.length > 0) this.#states.clear();
    const text = JSON.stringify(next);
    if (this.#states.has(text)) {
      throw new ContractError(`${this.#key} loops: it returns ${text} again, without items.`);
    }
    this.#states.add(text);
    this.#pages += 1;
    if (this.#pages < this.#maxPages) return next;
    throw new ContractError(`${this.#key} has not ended after ${this.#pages} pages.`);
  }
}
