/** What a job tells the address its owner gave, once it has ended. */
export interface Callback {
  url: string;
  body: unknown;
}

/** How sending one went: the status of the answer, or why there was none. */
export type CallbackOutcome = Callback & ({ status: number } | { error: string });

const MAX_KEPT = 200;

/** Callbacks on their way out; whoever has sockets sends them and says how it went. */
export class PendingCallbacks {
  private waiting: Callback[] = [];
  private readonly outcomes: CallbackOutcome[] = [];

  add(callback: Callback): void {
    this.waiting.push(callback);
  }

  /** What is to be sent; it is given out once. */
  take(): Callback[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  note(outcome: CallbackOutcome): void {
    this.outcomes.push(outcome);
    if (this.outcomes.length > MAX_KEPT) this.outcomes.shift();
  }

  /** The last ones that were sent, oldest first. */
  sent(): readonly CallbackOutcome[] {
    return this.outcomes;
  }
}
