import type { Instance } from "./context";
import { memoryState, type StateStore } from "./state";

/** What the flows of one instance share. */
export class Site {
  readonly instance: Instance;
  readonly state: StateStore = memoryState();
  /** The URL of each flow, by the name of the flow. */
  readonly webhookUrls: Record<string, string> = {};
  /** Executions that run now. A run whose items are cut into batches is one of them. */
  running = 0;
  /** How many calls the limit has refused. */
  refused = 0;
  readonly #maxExecutions: number;

  constructor(instance: Instance, maxExecutions: number) {
    this.instance = instance;
    this.#maxExecutions = maxExecutions;
  }

  /** Whether there is room for one more execution; counts a refusal when there is none. */
  admits(): boolean {
    if (this.running < this.#maxExecutions) return true;
    this.refused += 1;
    return false;
  }
}
