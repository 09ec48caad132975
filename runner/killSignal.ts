/** Thrown by the work of an execution that was killed. */
export class Killed extends Error {
  constructor() {
    super("The execution was killed.");
  }
}

/** Like an AbortSignal: tells the parts of an execution that it was killed. */
export class KillSignal {
  #aborted = false;
  readonly #killed: Promise<never> | undefined;

  constructor(kill: Promise<unknown> | undefined) {
    this.#killed = kill?.then(() => {
      this.#aborted = true;
      throw new Killed();
    });
    this.#killed?.catch(() => undefined);
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  throwIfAborted(): void {
    if (this.#aborted) throw new Killed();
  }

  /**
   * The outcome of `work`, or Killed as soon as the execution is killed; `work` may still continue.
   */
  race<Result>(work: Promise<Result>): Promise<Result> {
    return this.#killed ? Promise.race([this.#killed, work]) : work;
  }

  onAbort(act: () => void): void {
    this.#killed?.catch(act);
  }
}
