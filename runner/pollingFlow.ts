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
  /** Turns batching on. */
  batch?: { batchSize: number };
  /** Where the platform differs from its likely behaviour. */
  behaviour?: Partial<PlatformBehaviour>;
  /** Runs every execution of the trigger in a new process, which loads this bundle. */
  freshProcess?: boolean | FreshProcess;
  maxPages?: DeployedFlow["maxPages"];
}

/**
 * A deployed flow on a polling trigger. Polls may overlap: each loads the state at its start and
 * replaces it at its end, so the last one to end wins. For a flow that was saved again with other
 * inputs, make another PollingFlow with the same `state`.
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
      component,
      key,
      values,
      options,
      store,
      maxPages,
      behaviour: platformBehaviour(behaviour),
      freshProcess: freshProcess === true ? {} : freshProcess || undefined,
    };
  }

  /** The stored polling state, if there is one. */
  get state(): unknown {
    return getPollingState(this.#deployed.store, this.#flow);
  }

  /**
   * Replaces the polling state, say by one of an older version or a corrupt one; undefined removes
   * it.
   */
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

  /** Runs the flow once on its schedule. Throws if the run fails or is killed. */
  async poll(options: PollOptions = {}): Promise<PollOutcome> {
    const outcome = await this.tryPoll(options);
    if (outcome.killed) throw new Killed();
    if ("error" in outcome) throw outcome.error;
    return outcome;
  }

  /** Like poll, but the outcome tells whether the run failed; throws only a ContractError. */
  async tryPoll(options: PollOptions = {}): Promise<PollOutcome> {
    return runToOutcome(this.#deployed, options);
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Throws if the designer would not let a builder save this flow. */
function checkTrigger(
  component: LoadedComponent,
  key: string,
  batch?: { batchSize: number },
): void {
  const trigger = findTrigger(component, key);
  if (!trigger.isPollingTrigger) throw new Error(`${key} is not a polling trigger.`);
  checkBatching(trigger, batch);
}
