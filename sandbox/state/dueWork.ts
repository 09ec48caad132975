interface Waiting {
  at: number;
  run: (at: number) => void;
}

/** What happens by itself at a time of the sandbox's clock, in the order of those times. */
export class DueWork {
  private waiting: Waiting[] = [];

  /** `run` is given the time it was due, however late it is carried out. */
  schedule(at: number, run: (at: number) => void): void {
    this.waiting.push({ at, run });
    this.waiting.sort((a, b) => a.at - b.at);
  }

  /**
   * Carries out what is due. To be called before anything else reads or changes the state, so that it
   * finds the state as it was at its time.
   */
  runDue(now: number): void {
    for (let next = this.waiting[0]; next && next.at <= now; next = this.waiting[0]) {
      this.waiting.shift();
      next.run(next.at);
    }
  }

  /** When the next thing is due; undefined when nothing is. */
  nextAt(): number | undefined {
    return this.waiting[0]?.at;
  }
}
