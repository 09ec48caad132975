import { type Batch, checkBatching } from "./batching";
import { findTrigger, type LoadedComponent } from "./component";
import type { Flow, LogLine } from "./context";
import type { RunOptions } from "./execution";
import { type Execution, FlowRuns, type HandedOver } from "./flowRuns";
import type { InputValues } from "./inputs";
import type { Instance } from "./instance";
import { InstanceFlow, type SavedFlow } from "./instanceFlow";
import { type PlatformBehaviour, platformBehaviour } from "./platformBehaviour";
import type { PollOutcome } from "./pollOutcome";
import type { PollOptions } from "./pollRun";
import type { Receiver } from "./receiver";
import { post, simulatedPayload } from "./webhookPayload";

export interface LiveFlowOptions
  extends Pick<RunOptions, "connection" | "fillDefaults" | "debug" | "configVars" | "logs"> {
  /** Unique among the flows of the instance. */
  name?: string;
  stableId?: string;
  /** Turns batching on. Default: as the trigger requires. */
  batch?: Batch;
  /** Where the platform differs from its likely behaviour. */
  behaviour?: Partial<PlatformBehaviour>;
  /**
   * The steps of the flow. They get `body.data` or a batch; if they throw, their execution fails.
   */
  steps?: PollOptions["steps"];
  /** Time limit of a lifecycle handler. Default 30 seconds. */
  lifecycleLimitMs?: number;
}

interface DeployOptions {
  /** Turns the initial sync on, with these input values. */
  initialSync?: InputValues;
}

interface Deployment {
  milliseconds: number;
  /** Log lines of the handlers and the initial sync. */
  logs: LogLine[];
}

/** The designer's listening mode, in which the flow's test URL accepts calls. */
interface TestMode {
  url: string;
  /** Calls webhookDelete and closes the URL, even if the handler throws. */
  leave(): Promise<void>;
}

/** Where the flows of an instance run. */
interface FlowHost {
  instance: Instance;
  /** The designer's test instance. */
  testInstance: Instance;
  receiver: Receiver;
}

/** A flow of an instance, which accepts webhook calls while it is deployed. */
export class LiveFlow {
  readonly name: string;
  readonly #saved: SavedFlow;
  readonly #deployed: InstanceFlow;
  readonly #tested: InstanceFlow;
  readonly #runs = new FlowRuns();

  constructor(
    definition: { component: LoadedComponent; key: string; values: InputValues; flow: Flow },
    options: LiveFlowOptions,
    { instance, testInstance, receiver }: FlowHost,
  ) {
    const { batch, behaviour, steps, lifecycleLimitMs, logs = [] } = options;
    const { connection, fillDefaults, debug, configVars } = options;
    checkBatching(findTrigger(definition.component, definition.key), batch);
    this.name = definition.flow.name;
    this.#saved = {
      ...definition,
      batch,
      steps,
      lifecycleLimitMs,
      logs,
      behaviour: platformBehaviour(behaviour),
      runOptions: { connection, fillDefaults, debug, configVars },
    };
    const runs = this.#runs;
    this.#deployed = new InstanceFlow(this.#saved, {
      instance,
      receiver,
      runs,
      calledBy: "webhook",
    });
    this.#tested = new InstanceFlow(this.#saved, {
      instance: testInstance,
      receiver,
      runs,
      calledBy: "test",
    });
  }

  get url(): string {
    return this.#deployed.url;
  }

  /** While false, connections to the URL are dropped. */
  get isReachable(): boolean {
    return !this.#deployed.isDown;
  }

  set isReachable(isReachable: boolean) {
    this.#deployed.isDown = !isReachable;
  }

  /** What the steps processed, in order. */
  get handedOver(): readonly HandedOver[] {
    return this.#runs.handedOver;
  }

  /** The executions that have ended, in that order. */
  get executions(): readonly Execution[] {
    return this.#runs.ended;
  }

  /**
   * Calls the handlers, then runs the initial sync if it is on and the trigger has one. The URL
   * accepts calls while the handlers run. Throws what a handler throws; a new flow then stays
   * undeployed. `executions` shows how the initial sync ended.
   */
  async deploy({ initialSync }: DeployOptions = {}): Promise<Deployment> {
    const startedAt = performance.now();
    const logs = await this.#deployed.open(["onInstanceDeploy", "webhookCreate"]);
    const sync = initialSync && (await this.#deployed.initialSync(initialSync));
    return { milliseconds: performance.now() - startedAt, logs: [...logs, ...(sync?.logs ?? [])] };
  }

  /** Deploys again without a deletion in between. If that fails, the old input values stay. */
  async redeploy(values = this.#saved.values, options: DeployOptions = {}): Promise<Deployment> {
    const before = this.#saved.values;
    this.#saved.values = values;
    try {
      return await this.deploy(options);
    } catch (error) {
      this.#saved.values = before;
      throw error;
    }
  }

  /**
   * Calls the handlers, then closes the URL. Throws what a handler throws; the URL then stays open.
   */
  async delete(): Promise<void> {
    await this.#deployed.handle("webhookDelete");
    await this.#deployed.handle("onInstanceDelete");
    this.#deployed.isOpen = false;
  }

  /** Runs the flow once on its schedule. The outcome tells whether it failed. */
  async runScheduled(): Promise<PollOutcome> {
    const { component, key } = this.#saved;
    if (findTrigger(component, key).scheduleSupport === "invalid") {
      throw new Error(`${key} does not support a schedule.`);
    }
    if (!this.#deployed.isOpen) throw new Error(`${this.name} is not deployed.`);
    return this.#deployed.run("scheduled", {});
  }

  /** Starts the designer's listening mode, on a test instance with its own URL and state. */
  async enterTestMode(): Promise<TestMode> {
    const tested = this.#tested;
    await tested.open(["webhookCreate"]);
    const leave = async () => {
      await tested.handle("webhookDelete").finally(() => {
        tested.isOpen = false;
      });
    };
    return { url: tested.url, leave };
  }

  /** A test run in the designer with this body, on the test instance. */
  simulate(body?: string | object): Promise<PollOutcome> {
    const payload = simulatedPayload(body);
    return this.#tested.run("test", { payload }, { isSimulatedTestExecution: true });
  }

  /** Posts to the URL as anyone could, as JSON unless the headers say otherwise. */
  post(
    body: string | object,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string }> {
    return post(this.url, body, headers);
  }

  /**
   * Resolves when no execution runs. Throws if one of a webhook call broke the platform's contract.
   */
  waitUntilIdle(): Promise<void> {
    return this.#runs.waitUntilIdle();
  }
}
