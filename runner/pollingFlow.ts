import { findTrigger, type LoadedComponent } from "./component";
import { DEFAULT_FLOW, type LogLine } from "./context";
import type { RunOptions } from "./execution";
import type { FreshProcess } from "./freshPage";
import type { InputValues } from "./inputs";
import { Killed } from "./life";
import { ContractError } from "./pageChecks";
import { type PlatformBehaviour, platformBehaviour } from "./platformBehaviour";
import { type Deployed, fieldOf, type PollOptions, PollRun } from "./pollRun";
import { memoryState, type State } from "./state";

export interface PollingFlowOptions extends RunOptions {
  /** Batching switched on in the flow, and the size of a batch. */
  batch?: { batchSize: number };
  /** Where the platform differs from what is likely. */
  behaviour?: Partial<PlatformBehaviour>;
  /** Every execution of the trigger in a process of its own, which loads the given bundle. */
  freshProcess?: boolean | FreshProcess;
  /** How many pages a run may have before it counts as endless. Default 100,000. */
  maxPages?: number;
}

interface PollOutcome {
  /** "polled_no_changes" when no steps ran; absent when the trigger never came back. */
  resultType?: "completed" | "polled_no_changes";
  /** What the steps got and went through with: `body.data` unbatched, else the items in their order. */
  handedOver: unknown[];
  /** How often the trigger came back. */
  pages: number;
  logs: LogLine[];
  milliseconds: number;
  /** The size of the polling state afterwards. */
  stateBytes: number;
  killed: boolean;
  /** What the poll failed with. */
  error?: unknown;
}

/**
 * A deployed flow whose trigger is a polling trigger, between whose polls this plays the platform. Polls may
 * overlap: each loads the state when it begins and writes it whole, the last writer wins. A flow that was
 * saved anew with other inputs is another PollingFlow with the same `state`.
 */
export class PollingFlow {
  readonly #deployed: Deployed;
  readonly #flow: string;

  constructor(
    component: LoadedComponent,
    key: string,
    values: InputValues = {},
    { behaviour, freshProcess, maxPages = 100_000, ...options }: PollingFlowOptions = {},
  ) {
    const { batch, flow = DEFAULT_FLOW, state: store = memoryState() } = options;
    checkTrigger(component, key, batch);
    this.#flow = flow.stableId;
    this.#deployed = {
      ...{ component, key, values, options, store, maxPages },
      behaviour: platformBehaviour(behaviour),
      freshProcess: freshProcess === true ? {} : freshProcess || undefined,
    };
  }

  /** The polling state that is kept; undefined before there is any. */
  get state(): unknown {
    return fieldOf(this.#flowState.__prismaticInternal, "polling");
  }

  /** Plants a polling state, such as one of an older version or a corrupt one; undefined removes it. */
  setState(polling: unknown): void {
    const { store } = this.#deployed;
    const { __prismaticInternal: internal, ...own } = this.#flowState;
    const stored = store.load();
    stored.flows[this.#flow] = {
      ...own,
      __prismaticInternal: { ...(isObject(internal) && internal), polling },
    };
    store.save(stored);
  }

  get #flowState(): State {
    return this.#deployed.store.load().flows[this.#flow] ?? {};
  }

  /** One recurrence of the schedule. Throws what it failed with, also when it was killed. */
  async poll(options: PollOptions = {}): Promise<PollOutcome> {
    const outcome = await this.tryPoll(options);
    if (outcome.killed) throw new Killed();
    if ("error" in outcome) throw outcome.error;
    return outcome;
  }

  /** The same with the failure in its outcome. What breaks the platform's contract is thrown all the same. */
  async tryPoll(options: PollOptions = {}): Promise<PollOutcome> {
    const startedAt = performance.now();
    const run = new PollRun(this.#deployed, options);
    const failure = await run.toEnd().then(
      () => ({}),
      (error: unknown) => {
        if (error instanceof ContractError) throw error;
        return error instanceof Killed ? { killed: true } : { error };
      },
    );
    const { resultType, handedOver, pages, logs } = run;
    return {
      ...{ resultType, pages, killed: false },
      handedOver: [...handedOver],
      logs: [...logs],
      milliseconds: performance.now() - startedAt,
      stateBytes: Buffer.byteLength(JSON.stringify(this.state ?? {})),
      ...failure,
    };
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Throws when no flow could be saved like this. */
function checkTrigger(
  component: LoadedComponent,
  key: string,
  batch?: { batchSize: number },
): void {
  const trigger = findTrigger(component, key);
  if (!trigger.isPollingTrigger) throw new Error(`${key} is no polling trigger.`);
  if (!batch) return;
  if (!trigger.resolveTriggerItems) throw new Error(`${key} offers no batching.`);
  if (!Number.isInteger(batch.batchSize) || batch.batchSize < 1) {
    throw new Error(`${batch.batchSize} is no size of a batch.`);
  }
}
