import { randomUUID } from "node:crypto";
import { type Batch, getBatching, getInitialSync } from "./batching";
import { findTrigger, type LoadedComponent } from "./component";
import type { Flow, LogLine } from "./context";
import type { RunOptions } from "./execution";
import type { FlowRuns, InvokedBy } from "./flowRuns";
import type { InputValues } from "./inputs";
import type { Instance } from "./instance";
import type { PlatformBehaviour } from "./platformBehaviour";
import type { PollOutcome } from "./pollOutcome";
import type { RunRequest } from "./pollRun";
import type { Answer, Receiver, WebhookCall } from "./receiver";
import type { TriggerResponse } from "./results";
import { type LifecycleHandler, runLifecycle, type TriggerOptions } from "./run";
import { webhookPayload } from "./webhookPayload";

/** A flow as its builder saved it. */
export interface SavedFlow {
  component: LoadedComponent;
  key: string;
  values: InputValues;
  flow: Flow;
  /** Batching that the builder chose. */
  batch: Batch | undefined;
  behaviour: PlatformBehaviour;
  steps: ((handedOver: unknown) => unknown) | undefined;
  lifecycleLimitMs: number | undefined;
  runOptions: Pick<RunOptions, "connection" | "fillDefaults" | "debug" | "configVars">;
  logs: LogLine[];
}

/** A flow on one instance: its URL, its handlers and its executions there. */
export class InstanceFlow {
  readonly url: string;
  /** Whether the URL takes calls. */
  isOpen = false;
  /** Whether connections to the URL are broken off. */
  isDown = false;
  readonly #saved: SavedFlow;
  readonly #instance: Instance;
  readonly #runs: FlowRuns;

  constructor(
    saved: SavedFlow,
    {
      instance,
      receiver,
      runs,
      calledBy,
    }: { instance: Instance; receiver: Receiver; runs: FlowRuns; calledBy: InvokedBy },
  ) {
    this.#saved = saved;
    this.#instance = instance;
    this.#runs = runs;
    this.url = receiver.addEndpoint({
      condition: () => (this.isDown ? "down" : this.isOpen ? "open" : "absent"),
      answer: (call) => this.#answer(calledBy, call),
    });
    instance.webhookUrls[saved.flow.name] = this.url;
  }

  /** Calls a handler if the trigger has it, and returns what it logged. */
  async handle(handler: LifecycleHandler): Promise<LogLine[]> {
    const { component, key, values, lifecycleLimitMs, logs: all } = this.#saved;
    const logs: LogLine[] = [];
    if (!findTrigger(component, key)[handler]) return logs;
    await runLifecycle(component, key, handler, values, {
      ...this.#runOptions(),
      ...(lifecycleLimitMs !== undefined && { limitMs: lifecycleLimitMs }),
      state: this.#instance.state,
      logs,
      onLog: (line) => all.push(line),
    });
    return logs;
  }

  /** Calls handlers one after the other while calls are taken. When one throws, the URL is as open as before. */
  async open(handlers: readonly LifecycleHandler[]): Promise<LogLine[]> {
    const before = this.isOpen;
    this.isOpen = true;
    try {
      const logs: LogLine[] = [];
      for (const handler of handlers) logs.push(...(await this.handle(handler)));
      return logs;
    } catch (error) {
      this.isOpen = before;
      throw error;
    }
  }

  /** One execution of the trigger and what follows from it. */
  run(
    by: InvokedBy,
    request: RunRequest,
    kind: Pick<TriggerOptions, "isSimulatedTestExecution"> = {},
  ): Promise<PollOutcome> {
    const { component, key, batch } = this.#saved;
    const batching = getBatching(findTrigger(component, key), batch);
    return this.#run(by, request, this.#saved, { ...kind, ...(batching && { batch: batching }) });
  }

  /** The initial sync with these values of its inputs; undefined when the trigger has none. */
  async initialSync(inputs: InputValues): Promise<PollOutcome | undefined> {
    const { component, key, batch, values } = this.#saved;
    const sync = getInitialSync(component, key, batch);
    if (!sync) return undefined;
    const saved = { ...this.#saved, component: sync.component, values: { ...values, ...inputs } };
    const options = sync.batch ? { batch: sync.batch } : {};
    return this.#run("initialSync", { payload: {} }, saved, options);
  }

  /** Answers a call, and starts its execution where there is room for it. */
  async #answer(by: InvokedBy, call: WebhookCall): Promise<Answer> {
    if (!this.#instance.tryAdmit()) return { status: 429 };
    const executionId = randomUUID();
    const accepted = { status: 200, body: JSON.stringify({ executionId }) };
    const afterTrigger = new Promise<Answer>((resolve) => {
      const run = this.run(by, {
        executionId,
        payload: webhookPayload(call),
        onPage: ({ response }) => resolve(response ? toAnswer(response) : accepted),
      });
      // By then it is answered, unless the trigger never came back.
      const failed = () => resolve({ ...accepted, status: 500 });
      run.then(failed, failed);
      this.#runs.handleErrors(run);
    });
    return this.#saved.behaviour.answersAfterTrigger ? afterTrigger : accepted;
  }

  #run(
    by: InvokedBy,
    request: RunRequest,
    { component, key, values, behaviour, steps, logs }: SavedFlow,
    options: TriggerOptions,
  ): Promise<PollOutcome> {
    const deployed = {
      ...{ component, key, values, behaviour, store: this.#instance.state },
      options: { ...this.#runOptions(), logs, ...options },
    };
    return this.#runs.run(by, this.#instance, deployed, { ...request, ...(steps && { steps }) });
  }

  #runOptions(): RunOptions {
    const { info: instance, webhookUrls } = this.#instance;
    const { runOptions, flow } = this.#saved;
    return { ...runOptions, instance, flow, webhookUrls: { ...webhookUrls } };
  }
}

const toAnswer = ({ statusCode, ...rest }: TriggerResponse): Answer => ({
  status: statusCode,
  ...rest,
});
