import { CHANGES } from "../limits";
import type { Change } from "./changes";
import type { CreditBudget } from "./creditBudget";
import { countVersions } from "./deliveredVersions";
import { afterFieldsChanged, type PollState } from "./state";
import { type PollOptions, readStream, type Stream } from "./stream";

/** A subject that is ready to be read. */
export interface OpenStream {
  stream: Stream;
  /** Records show other fields than when they were read last. */
  fieldsChanged?: boolean;
  /** What to keep for the next opening, after a reading that came to its end or not. */
  cachedPlan(isDone: boolean): unknown;
}

export interface RunRequest {
  names: readonly string[];
  open(name: string, cachedPlan: unknown): Promise<OpenStream>;
  /** Whether the error meets every subject alike, so that going on is of no use. */
  isFatal(error: unknown): boolean;
  options: Omit<PollOptions, "maxChanges" | "versions" | "mayContinue">;
  /** Most changes of all subjects together. */
  maxChanges: number;
  /** Asked before every call: false = this execution has had its time or its calls. */
  hasTime(): boolean;
  creditBudget?: CreditBudget;
}

export interface StreamChange extends Change {
  name: string;
}

export interface RunOutcome {
  changes: StreamChange[];
  state: PollState;
  /** Something is left that another execution can read at once. */
  hasMore: boolean;
  isPaused: boolean;
  failures: { name: string; error: unknown }[];
  warnings: string[];
  /** The earliest and the latest second that was read. */
  window?: { from: number; end: number };
}

/**
 * Reads every subject on, one after the other, until the room or the time is used up or the governor pauses.
 * A subject that fails is told of and left as it was, while the others go on. Throws when every subject failed,
 * or the only one, and when an error meets all of them and nothing was read before it.
 */
export async function runPoll(before: PollState, request: RunRequest): Promise<RunOutcome> {
  const run = new Run(before, request);
  if (request.creditBudget && !(await request.creditBudget.mayStart())) return run.paused();
  await run.readAll();
  return run.outcome();
}

class Run {
  readonly #request: RunRequest;
  readonly #state: PollState;
  readonly #changes: StreamChange[] = [];
  readonly #failures: RunOutcome["failures"] = [];
  readonly #warnings: string[] = [];
  #pending: string[];
  #isPaused = false;
  /** Something was read, be it that nobody wants to see it. */
  #hasProgress = false;
  #window: RunOutcome["window"];

  constructor(before: PollState, request: RunRequest) {
    this.#request = request;
    this.#state = { ...before, streams: { ...before.streams } };
    this.#pending = inTurn(request.names, before);
  }

  async readAll(): Promise<void> {
    while (this.#pending.length > 0 && this.#changesLeft > 0 && (await this.#mayContinue())) {
      const [name = "", ...others] = this.#pending;
      let isDone = true;
      try {
        isDone = await this.#read(name);
      } catch (error) {
        // Zoho said no, since nothing is left: that is what the governor is for.
        if (!(await this.#isWithinBudget())) return;
        this.#failures.push({ name, error });
        if (this.#request.isFatal(error)) {
          this.#giveUp(error);
          return;
        }
      }
      // What is left of a large subject waits until the others have had their turn.
      this.#pending = isDone ? others : [...others, name];
    }
    // The last replies may have told that the mark is reached: then the next run does not begin.
    await this.#isWithinBudget();
  }

  /** Nothing of this run can go on. What was read before is handed over; the next poll meets the error. */
  #giveUp(error: unknown): void {
    if (!this.#hasProgress) throw error;
    this.#pending = [];
  }

  /** False when the subject could not be read to its end within this execution. */
  async #read(name: string): Promise<boolean> {
    const stored = this.#state.streams[name] ?? {};
    const opened = await this.#request.open(name, stored.plan);
    const before = opened.fieldsChanged ? afterFieldsChanged(stored) : stored;
    const read = await readStream(opened.stream, before, {
      ...this.#request.options,
      maxChanges: this.#changesLeft,
      versions: versionsLeft(this.#state, name),
      mayContinue: () => this.#mayContinue(),
    });
    this.#hasProgress = true;
    this.#state.streams[name] = { ...read.state, plan: opened.cachedPlan(read.isDone) };
    for (const change of read.changes) this.#changes.push({ name, ...change });
    for (const warning of read.warnings) this.#warnings.push(`${name}: ${warning}`);
    if (read.window) this.#widen(read.window);
    if (read.error !== undefined) throw read.error;
    return read.isDone;
  }

  #widen({ from, end }: { from: number; end: number }): void {
    const { from: first = from, end: last = end } = this.#window ?? {};
    this.#window = { from: Math.min(first, from), end: Math.max(last, end) };
  }

  get #changesLeft(): number {
    return this.#request.maxChanges - this.#changes.length;
  }

  async #mayContinue(): Promise<boolean> {
    return this.#request.hasTime() && this.#isWithinBudget();
  }

  async #isWithinBudget(): Promise<boolean> {
    const { creditBudget } = this.#request;
    if (creditBudget && !(await creditBudget.mayContinue())) this.#isPaused = true;
    return !this.#isPaused;
  }

  paused(): RunOutcome {
    this.#isPaused = true;
    return this.outcome();
  }

  outcome(): RunOutcome {
    const { names, creditBudget } = this.#request;
    const [failure] = this.#failures;
    if (failure && this.#failures.length === names.length && !this.#hasProgress) {
      throw failure.error;
    }
    const hasMore = this.#pending.length > 0 && !this.#isPaused;
    const [first] = this.#pending;
    const { pending: _done, first: _before, ...state } = this.#state;
    return {
      changes: this.#changes,
      state: {
        ...state,
        ...(creditBudget && { creditBudget: creditBudget.state }),
        ...(first !== undefined && { first }),
        ...(hasMore && { pending: this.#pending }),
      },
      hasMore,
      isPaused: this.#isPaused,
      failures: this.#failures,
      warnings: this.#warnings,
      ...(this.#window && { window: this.#window }),
    };
  }
}

/** How many versions of a subject can be remembered beside those of the others. */
export function versionsLeft({ streams }: PollState, name: string): number {
  const others = Object.entries(streams).filter(([other]) => other !== name);
  const used = others.reduce(
    (sum, [, { records, deletions }]) =>
      sum + countVersions(records?.versions) + countVersions(deletions?.versions),
    0,
  );
  return Math.max(0, CHANGES.maxVersions - used);
}

/** All names, from the one on that the last run did not get to; in a run of several pages, those that are left. */
function inTurn(names: readonly string[], { pending, first }: PollState): string[] {
  if (pending) return pending.filter((name) => names.includes(name));
  const start = Math.max(0, first === undefined ? 0 : names.indexOf(first));
  return [...names.slice(start), ...names.slice(0, start)];
}
