/** What the work of an execution that is gone ends with. */
export class Killed extends Error {
  constructor() {
    super("The execution was killed.");
  }
}

/** How long an execution lives: until it is done, or until it is killed. */
export class Life {
  #gone = false;
  readonly #end: Promise<never> | undefined;

  constructor(kill: Promise<unknown> | undefined) {
    this.#end = kill?.then(() => {
      this.#gone = true;
      throw new Killed();
    });
    this.#end?.catch(() => undefined);
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Throws Killed when it is over. */
  check(): void {
    if (this.#gone) throw new Killed();
  }

  /** The outcome of a piece of work, or Killed at the moment of the kill. Abandoned work may run on. */
  within<Result>(work: Promise<Result>): Promise<Result> {
    return this.#end ? Promise.race([this.#end, work]) : work;
  }

  onKill(act: () => void): void {
    this.#end?.catch(act);
  }
}
