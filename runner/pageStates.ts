import type { PlatformBehaviour } from "./platformBehaviour";
import { type StateStore, type StoredState, saveChanges } from "./state";

/** The stored state as the pages of one run see and change it. */
export class PageStates {
  readonly #store: StateStore;
  readonly #behaviour: PlatformBehaviour;
  readonly #start: StoredState;
  /** The state of the last page, if only that one is saved. */
  #last: StoredState | undefined;
  #pages = 0;

  constructor(store: StateStore, behaviour: PlatformBehaviour) {
    this.#store = store;
    this.#behaviour = behaviour;
    this.#start = store.load();
  }

  /** The store for the next page. Discards what it is asked to save while `shouldSave` is false. */
  createPageStore(shouldSave: () => boolean): StateStore {
    const before = JSON.stringify(this.#stateBeforePage());
    this.#pages += 1;
    return {
      load: () => JSON.parse(before),
      save: (after) => {
        if (!shouldSave()) return;
        if (this.#behaviour.savesStateOfPages === "last") this.#last = structuredClone(after);
        else saveChanges(this.#store, JSON.parse(before), after);
      },
    };
  }

  #stateBeforePage(): StoredState {
    if (this.#pages === 0 || !this.#behaviour.nextPageSeesState) return this.#start;
    return this.#last ?? this.#store.load();
  }

  /** Called when the run has succeeded: saves what only a whole run may save. */
  commit(): void {
    if (this.#last) saveChanges(this.#store, this.#start, this.#last);
  }
}
