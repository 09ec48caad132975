import { checkBatching } from "./batching";
import { findTrigger, type LoadedComponent } from "./component";
import { DEFAULT_FLOW } from "./context";
import type { RunOptions } from "./execution";
import type { FreshProcess } from "./freshProcess";
import type { InputValues } from "./inputs";
import { Killed } from "./killSignal";
import { type PlatformBehaviour, platformBehaviour } from "./platformBehaviour";
import { getPollingState, type PollOutcome, runToOutcome } from "./pollOutcome";
import type { DeployedFlow, PollOptions } from "./pollRun";
import { memoryState } from "./state";

export interface PollingFlowOptions extends RunOptions {
  /** Batching switched on in the flow, and the size of a batch. */
  batch?: { batchSize: number };
  /** Where the platform differs from what is likely. */
  behaviour?: Partial<PlatformBehaviour>;
  /** Every execution of the trigger in a process of its own, which loads the given bundle. */
  freshProcess?: boolean | FreshProcess;
  maxPages?: DeployedFlow["maxPages"];
}

/**
 * A deployed flow whose trigger is a polling trigger, between whose polls this plays the platform. Polls may
 * overlap: each loads the state when it begins and writes it whole, the last writer wins. A flow that was
 * saved anew with other inputs is another PollingFlow with the same `state`.
 */
export class PollingFlow {
  readonly #deployed: DeployedFlow;
  readonly #flow: string;

  constructor(
    component: LoadedComponent,
    key: string,
    values: InputValues = {},
    { behaviour, freshProcess, maxPages, ...options }: PollingFlowOptions = {},
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
    return getPollingState(this.#deployed.store, this.#flow);
  }

  /** Plants a polling state, such as one of an older version or a corrupt one; undefined removes it. */
  setState(polling: unknown): void {
    const { store } = this.#deployed;
    const stored = store.load();
    const { __prismaticInternal: internal, ...own } = stored.flows[this.#flow] ?? {};
    stored.flows[this.#flow] = {
      ...own,
      __prismaticInternal: { ...(isObject(internal) && internal), polling },
    };
    store.save(stored);
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
    return runToOutcome(this.#deployed, options);
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
  checkBatching(trigger, batch);
}
