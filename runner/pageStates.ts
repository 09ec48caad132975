import type { PlatformBehaviour } from "./platformBehaviour";
import { type StateStore, type StoredState, saveChanges } from "./state";

/** What the executions of one poll see and leave of the kept state. */
export class PageStates {
  readonly #store: StateStore;
  readonly #behaviour: PlatformBehaviour;
  readonly #start: StoredState;
  /** What the last page left, where only that is kept. */
  #last: StoredState | undefined;
  #pages = 0;

  constructor(store: StateStore, behaviour: PlatformBehaviour) {
    this.#store = store;
    this.#behaviour = behaviour;
    this.#start = store.load();
  }

  /** The store of the next page's execution. What it saves while `keeps` says no is dropped. */
  createPageStore(keeps: () => boolean): StateStore {
    const seen = JSON.stringify(this.#seenByPage());
    this.#pages += 1;
    return {
      load: () => JSON.parse(seen),
      save: (after) => {
        if (!keeps()) return;
        if (this.#behaviour.savesStateOfPages === "last")
          this.#last = JSON.parse(JSON.stringify(after));
        else saveChanges(this.#store, JSON.parse(seen), after);
      },
    };
  }

  #seenByPage(): StoredState {
    if (this.#pages === 0 || !this.#behaviour.nextPageSeesState) return this.#start;
    return this.#last ?? this.#store.load();
  }

  /** The run has succeeded: what was held back until now is kept. */
  commit(): void {
    if (this.#last) saveChanges(this.#store, this.#start, this.#last);
  }
}
