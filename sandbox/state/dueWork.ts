interface Waiting {
  at: number;
  run: (at: number) => void;
}

/** Work scheduled by the sandbox clock, run in the order of its times. */
export class DueWork {
  private waiting: Waiting[] = [];

  /** `run` gets the scheduled time, even if it runs late. */
  schedule(at: number, run: (at: number) => void): void {
    this.waiting.push({ at, run });
    this.waiting.sort((a, b) => a.at - b.at);
  }

  /**
   * Runs what is due. Call it before anything else reads or changes the state, so that the work
   * finds the state of its time.
   */
  runDue(now: number): void {
    for (let next = this.waiting[0]; next && next.at <= now; next = this.waiting[0]) {
      this.waiting.shift();
      next.run(next.at);
    }
  }

  /** When the next work is due; undefined if there is none. */
  nextAt(): number | undefined {
    return this.waiting[0]?.at;
  }
}
