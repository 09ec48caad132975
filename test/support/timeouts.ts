/** Timeouts of calls, which tests end by hand: however busy the machine is, no reply is late by itself. */
export class Timeouts {
  readonly #running = new Map<AbortController, number>();
  #replaced: jest.SpyInstance | undefined;

  start(): void {
    this.#replaced = jest.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
      const controller = new AbortController();
      this.#running.set(controller, milliseconds);
      return controller.signal;
    });
  }

  stop(): void {
    this.#replaced?.mockRestore();
  }

  /** Ends those of at most so many milliseconds. */
  expire(milliseconds = Number.POSITIVE_INFINITY): void {
    for (const [controller, duration] of this.#running) {
      if (duration > milliseconds) continue;
      this.#running.delete(controller);
      controller.abort();
    }
  }
}
