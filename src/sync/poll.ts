import { CHANGES } from "../limits";
import type { ChangeFilter } from "./changeFilter";
import type { Change, ReadBudget } from "./changes";
import type { CreditBudget } from "./creditBudget";
import { countVersions } from "./delivered";
import {
  afterFieldsChanged,
  type CreditBudgetState,
  type PollState,
  type SourceIdentity,
} from "./state";
import { readStream, type Stream } from "./stream";

/** A stream that is ready to be read. */
export interface OpenStream extends Stream {
  /** Records show other fields than when they were last read. */
  readonly fieldsChanged?: boolean;
  /** What to cache for the next opening. `isDone` = the reading came to its end. */
  cachedPlan(isDone: boolean): unknown;
}

/** What a product adds to a poll: whose records, which streams, and how they are read. */
export interface Poller {
  /** Whose changes are read. Makes no call if the grant is the one of the identity before. */
  identify(before: SourceIdentity | undefined): Promise<SourceIdentity>;
  /** The state with what has to be known before streams are opened, and their names. */
  prepare(state: PollState): Promise<{ state: PollState; names: readonly string[] }>;
  open(name: string, cachedPlan: unknown): Promise<OpenStream>;
  /** Whether an error concerns every stream, so that reading the others is useless. */
  isFatal(error: unknown): boolean;
  /** The state after a run, without streams that cannot be read at all. */
  withoutFailed?(state: PollState, failures: RunOutcome["failures"]): PollState;
  creditBudget(state: CreditBudgetState | undefined): CreditBudget | undefined;
  /** Calls sent so far, retries included. */
  readonly calls: number;
  /** API credits spent so far, by Zoho's price list; undefined where calls are counted. */
  readonly credits: number | undefined;
}

/** A poll as a trigger's inputs describe it. */
export interface PollRequest {
  poller: Poller;
  filter: ChangeFilter;
  /** The second that the first poll goes back to; absent = only changes from now on. */
  lookBack?: number;
  localNowMs: number;
  /** Most changes of all streams together. */
  maxChanges: number;
}

export interface RunOptions {
  names: readonly string[];
  /** Asked before every call: false = this execution has used up its time or its calls. */
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
 * Reads every stream, one after the other, until the changes or the time are used up or the credit
 * budget pauses. A stream that fails stays as it was, while the others go on. Throws when every
 * stream failed, and when an error concerns all of them and nothing was read before it.
 */
export async function runPoll(
  before: PollState,
  request: PollRequest,
  options: RunOptions,
): Promise<RunOutcome> {
  const run = new Run(before, request, options);
  if (options.creditBudget && !(await options.creditBudget.mayStart())) return run.paused();
  await run.readAll();
  return run.outcome();
}

class Run {
  readonly #request: PollRequest;
  readonly #options: RunOptions;
  readonly #state: PollState;
  readonly #changes: StreamChange[] = [];
  readonly #failures: RunOutcome["failures"] = [];
  readonly #warnings: string[] = [];
  #pending: string[];
  #isPaused = false;
  /** Something was read, even if the filter shows nothing of it. */
  #hasProgress = false;
  #window: RunOutcome["window"];

  constructor(before: PollState, request: PollRequest, options: RunOptions) {
    this.#request = request;
    this.#options = options;
    this.#state = { ...before, streams: { ...before.streams } };
    this.#pending = inTurn(options.names, before);
  }

  async readAll(): Promise<void> {
    while (this.#pending.length > 0 && this.#changesLeft > 0 && (await this.#mayContinue())) {
      const [name = "", ...others] = this.#pending;
      let isDone = true;
      try {
        isDone = await this.#read(name);
      } catch (error) {
        // Zoho refuses because no credits are left: the budget pauses, and this is no failure.
        if (!(await this.#isWithinBudget())) return;
        this.#failures.push({ name, error });
        if (this.#request.poller.isFatal(error)) {
          this.#giveUp(error);
          return;
        }
      }
      // The rest of a large stream waits until the others have had their turn.
      this.#pending = isDone ? others : [...others, name];
    }
    // The last replies may have used up the budget: then the next run does not start.
    await this.#isWithinBudget();
  }

  /** What was read before is still delivered; the next poll meets the error. */
  #giveUp(error: unknown): void {
    if (!this.#hasProgress) throw error;
    this.#pending = [];
  }

  /** False when the stream could not be read to its end within this execution. */
  async #read(name: string): Promise<boolean> {
    const { poller, filter, lookBack, localNowMs } = this.#request;
    const stored = this.#state.streams[name] ?? {};
    const stream = await poller.open(name, stored.plan);
    const before = stream.fieldsChanged ? afterFieldsChanged(stored) : stored;
    const budget: ReadBudget = {
      changesLeft: this.#changesLeft,
      versionsLeft: versionsLeft(this.#state, name),
      mayContinue: () => this.#mayContinue(),
    };
    const read = await readStream(stream, before, { filter, budget, lookBack, localNowMs });
    this.#hasProgress = true;
    this.#state.streams[name] = { ...read.state, plan: stream.cachedPlan(read.isDone) };
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
    return this.#options.hasTime() && this.#isWithinBudget();
  }

  async #isWithinBudget(): Promise<boolean> {
    const { creditBudget } = this.#options;
    if (creditBudget && !(await creditBudget.mayContinue())) this.#isPaused = true;
    return !this.#isPaused;
  }

  paused(): RunOutcome {
    this.#isPaused = true;
    return this.outcome();
  }

  outcome(): RunOutcome {
    const { names, creditBudget } = this.#options;
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
      window: this.#window,
    };
  }
}

/** How many versions of a stream can be remembered beside those of the others. */
export function versionsLeft({ streams }: PollState, name: string): number {
  const others = Object.entries(streams).filter(([other]) => other !== name);
  const used = others.reduce(
    (sum, [, { records, deletions }]) =>
      sum + countVersions(records?.versions) + countVersions(deletions?.versions),
    0,
  );
  return Math.max(0, CHANGES.maxVersions - used);
}

/** All names, starting with the first that the last run did not reach; within a run, those left. */
function inTurn(names: readonly string[], { pending, first }: PollState): string[] {
  if (pending) return pending.filter((name) => names.includes(name));
  const start = Math.max(0, first === undefined ? 0 : names.indexOf(first));
  return [...names.slice(start), ...names.slice(0, start)];
}
