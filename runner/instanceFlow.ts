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
  /** The builder's batching. */
  batch: Batch | undefined;
  behaviour: PlatformBehaviour;
  steps: ((handedOver: unknown) => unknown) | undefined;
  lifecycleLimitMs: number | undefined;
  runOptions: Pick<RunOptions, "connection" | "fillDefaults" | "debug" | "configVars">;
  logs: LogLine[];
}

/** A flow on one instance: its URL, its lifecycle handlers and its executions. */
export class InstanceFlow {
  readonly url: string;
  /** Whether the URL accepts calls. */
  isOpen = false;
  /** Whether connections to the URL are dropped. */
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

  /** Calls a handler if the trigger has it, and returns its log lines. */
  async handle(handler: LifecycleHandler): Promise<LogLine[]> {
    const { component, key, values, lifecycleLimitMs, logs: all } = this.#saved;
    const logs: LogLine[] = [];
    if (!findTrigger(component, key)[handler]) return logs;
    await runLifecycle(component, key, handler, values, {
      ...this.#runOptions(),
      limitMs: lifecycleLimitMs,
      state: this.#instance.state,
      logs,
      onLog: (line) => all.push(line),
    });
    return logs;
  }

  /**
   * Opens the URL, then calls the handlers in order. If one throws, the URL is as open as before.
   */
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

  /** Runs the trigger once, with its pages and batches. */
  run(
    by: InvokedBy,
    request: RunRequest,
    kind: Pick<TriggerOptions, "isSimulatedTestExecution"> = {},
  ): Promise<PollOutcome> {
    const { component, key, batch } = this.#saved;
    const batching = getBatching(findTrigger(component, key), batch);
    return this.#run(by, request, this.#saved, { ...kind, batch: batching });
  }

  /** Runs the initial sync with these input values; undefined if the trigger has none. */
  async initialSync(inputs: InputValues): Promise<PollOutcome | undefined> {
    const { component, key, batch, values } = this.#saved;
    const sync = getInitialSync(component, key, batch);
    if (!sync) return undefined;
    const saved = { ...this.#saved, component: sync.component, values: { ...values, ...inputs } };
    return this.#run("initialSync", { payload: {} }, saved, { batch: sync.batch });
  }

  /** Answers a call and starts its execution, unless the instance is at its limit. */
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
      // Resolved already, unless the trigger never returned.
      const failed = () => resolve({ ...accepted, status: 500 });
      run.then(failed, failed);
      this.#runs.collectErrors(run);
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
      component,
      key,
      values,
      behaviour,
      store: this.#instance.state,
      options: { ...this.#runOptions(), logs, ...options },
    };
    return this.#runs.run(by, this.#instance, deployed, { ...request, steps });
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
