import type { InstanceInfo } from "./context";
import { memoryState, type StateStore } from "./state";

/** A deployed instance: the state and the URLs that its flows share. */
export class Instance {
  readonly info: InstanceInfo;
  readonly state: StateStore = memoryState();
  /** The URL of each flow, by the name of the flow. */
  readonly webhookUrls: Record<string, string> = {};
  /** Executions running now. A run with batches counts as one. */
  running = 0;
  /** Calls rejected because the limit was reached. */
  rejectedCalls = 0;
  readonly #maxExecutions: number;

  constructor(info: InstanceInfo, maxExecutions: number) {
    this.info = info;
    this.#maxExecutions = maxExecutions;
  }

  /** Whether one more execution may start; counts the call as rejected if not. */
  tryAdmit(): boolean {
    if (this.running < this.#maxExecutions) return true;
    this.rejectedCalls += 1;
    return false;
  }
}
