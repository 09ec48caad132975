import { LIVE_EVENTS } from "../../limits";

const KEY = "zohoNotificationsSeen";

/** Digests of the calls that a flow went through with, the latest of them, in the state of the flow. */
export class RememberedCalls {
  readonly #flowState: Record<string, unknown>;
  readonly #digests: string[];

  constructor(flowState: Record<string, unknown>) {
    this.#flowState = flowState;
    const stored = flowState[KEY];
    this.#digests = typeof stored === "string" && stored !== "" ? stored.split(" ") : [];
  }

  has(digest: string): boolean {
    return this.#digests.includes(digest);
  }

  /** Kept by the platform when the execution, its steps included, comes to its end. */
  add(digest: string): void {
    this.#digests.push(digest);
    this.#flowState[KEY] = this.#digests.slice(-LIVE_EVENTS.maxRemembered).join(" ");
  }
}
