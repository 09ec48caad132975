/** The call to a job's callback URL after the job has ended. */
export interface Callback {
  url: string;
  body: unknown;
}

/** The status of the reply, or the error. */
export type CallbackOutcome = Callback & ({ status: number } | { error: string });

const MAX_KEPT = 200;

/** Callbacks to send, and the outcomes that the sender reports. */
export class PendingCallbacks {
  private waiting: Callback[] = [];
  private readonly outcomes: CallbackOutcome[] = [];

  add(callback: Callback): void {
    this.waiting.push(callback);
  }

  /** Removes and returns the callbacks to send. */
  take(): Callback[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  addOutcome(outcome: CallbackOutcome): void {
    this.outcomes.push(outcome);
    if (this.outcomes.length > MAX_KEPT) this.outcomes.shift();
  }

  /** The last outcomes, oldest first. */
  sent(): readonly CallbackOutcome[] {
    return this.outcomes;
  }
}
