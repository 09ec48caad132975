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
  /** Another one than all other flows of the instance have. */
  name?: string;
  stableId?: string;
  /** Batching switched on in the flow, and the size of a batch. Default: as the trigger requires. */
  batch?: Batch;
  /** Where the platform differs from what is likely. */
  behaviour?: Partial<PlatformBehaviour>;
  /** The steps of the flow. They get `body.data`, or a batch; what they throw fails their execution. */
  steps?: PollOptions["steps"];
  /** How long a handler of deployment or deletion may take. Default 30 seconds. */
  lifecycleLimitMs?: number;
}

interface DeployOptions {
  /** Switches the initial sync on, with these values of its inputs. */
  initialSync?: InputValues;
}

interface Deployment {
  milliseconds: number;
  /** What the handlers and the initial sync logged. */
  logs: LogLine[];
}

/** Listening mode of the designer, in which the test URL of the flow takes calls. */
interface TestMode {
  url: string;
  /** Calls the handler of the end, and takes no more calls, whatever it throws. */
  leave(): Promise<void>;
}

/** Where the flows of an instance run. */
interface FlowHost {
  instance: Instance;
  /** The instance that the designer tests with. */
  testInstance: Instance;
  receiver: Receiver;
}

/** A flow of an instance, which takes webhook calls while it is deployed. */
export class LiveFlow {
  readonly name: string;
  readonly #saved: SavedFlow;
  readonly #deployed: InstanceFlow;
  readonly #tested: InstanceFlow;
  readonly #runs = new FlowRuns();

  constructor(
    made: { component: LoadedComponent; key: string; values: InputValues; flow: Flow },
    options: LiveFlowOptions,
    { instance, testInstance, receiver }: FlowHost,
  ) {
    const { batch, behaviour, steps, lifecycleLimitMs, logs = [] } = options;
    const { connection, fillDefaults, debug, configVars } = options;
    checkBatching(findTrigger(made.component, made.key), batch);
    this.name = made.flow.name;
    this.#saved = {
      ...{ ...made, batch, steps, lifecycleLimitMs, logs },
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

  /** While false, connections to the URL are broken off. */
  get isReachable(): boolean {
    return !this.#deployed.isDown;
  }

  set isReachable(isReachable: boolean) {
    this.#deployed.isDown = !isReachable;
  }

  /** What went through the steps, in its order. */
  get handedOver(): readonly HandedOver[] {
    return this.#runs.handedOver;
  }

  /** The executions that ended, in that order. */
  get executions(): readonly Execution[] {
    return this.#runs.ended;
  }

  /**
   * Calls the handlers, then runs the initial sync where it is switched on and the trigger has one. Calls are
   * taken as soon as the handlers run. Throws what a handler throws; the flow is then as deployed as it was
   * before. How the initial sync ends shows in `executions`.
   */
  async deploy({ initialSync }: DeployOptions = {}): Promise<Deployment> {
    const startedAt = performance.now();
    const logs = await this.#deployed.open(["onInstanceDeploy", "webhookCreate"]);
    const sync = initialSync && (await this.#deployed.initialSync(initialSync));
    return { milliseconds: performance.now() - startedAt, logs: [...logs, ...(sync?.logs ?? [])] };
  }

  /** Calls the same handlers again, without those of a deletion before. The old values stay when they fail. */
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

  /** Calls the handlers, each time. Throws what one throws; the flow then stays as it is. */
  async delete(): Promise<void> {
    await this.#deployed.handle("webhookDelete");
    await this.#deployed.handle("onInstanceDelete");
    this.#deployed.isOpen = false;
  }

  /** One recurrence of the schedule, its failure in its outcome. */
  async runScheduled(): Promise<PollOutcome> {
    const { component, key } = this.#saved;
    if (findTrigger(component, key).scheduleSupport === "invalid") {
      throw new Error(`${key} takes no schedule.`);
    }
    if (!this.#deployed.isOpen) throw new Error(`${this.name} is not deployed.`);
    return this.#deployed.run("scheduled", {});
  }

  /** Listening mode of the designer: a test instance with a URL and a state of its own. */
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

  /** A test run of the designer with this body, on its test instance. */
  simulate(body?: string | object): Promise<PollOutcome> {
    const payload = simulatedPayload(body);
    return this.#tested.run("test", { payload }, { isSimulatedTestExecution: true });
  }

  /** Sends something to the URL as anyone could, as JSON unless the headers say otherwise. */
  post(
    body: string | object,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string }> {
    return post(this.url, body, headers);
  }

  /** Resolves when no execution runs. Throws when one that a call started broke the platform's contract. */
  waitUntilIdle(): Promise<void> {
    return this.#runs.waitUntilIdle();
  }
}
