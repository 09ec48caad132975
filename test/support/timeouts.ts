import { getEventListeners } from "node:events";

/** Timeouts of calls, which tests end by hand: however busy the machine is, no reply is late by itself. */
export class Timeouts {
  readonly #started = new Map<AbortController, number>();
  #replaced: jest.SpyInstance | undefined;

  start(): void {
    this.#replaced = jest.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
      const controller = new AbortController();
      this.#started.set(controller, milliseconds);
      return controller.signal;
    });
  }

  stop(): void {
    this.#replaced?.mockRestore();
  }

  /** How many calls wait for their replies. */
  get running(): number {
    for (const controller of this.#started.keys()) {
      // A call listens to its signal until it ends.
      if (getEventListeners(controller.signal, "abort").length === 0) {
        this.#started.delete(controller);
      }
    }
    return this.#started.size;
  }

  /** Ends those of at most so many milliseconds. */
  expire(milliseconds = Number.POSITIVE_INFINITY): void {
    for (const [controller, duration] of this.#started) {
      if (duration > milliseconds) continue;
      this.#started.delete(controller);
      controller.abort();
    }
  }
}
