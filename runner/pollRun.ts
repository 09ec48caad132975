import type { LoadedComponent } from "./component";
import type { LogLine } from "./context";
import { type FreshProcess, runInFreshProcess } from "./freshProcess";
import type { InputValues } from "./inputs";
import { KillSignal } from "./killSignal";
import { PageStates } from "./pageStates";
import { checkPage, PaginationGuard } from "./paginationGuard";
import type { PlatformBehaviour } from "./platformBehaviour";
import type { TriggerResult } from "./results";
import {
  runInProcess,
  runTrigger,
  type TriggerExecutor,
  type TriggerOptions,
  type TriggerOutput,
} from "./run";
import type { StateStore } from "./state";

/** What stays the same from run to run of a flow. */
export interface DeployedFlow {
  component: LoadedComponent;
  key: string;
  values: InputValues;
  options: TriggerOptions;
  store: StateStore;
  behaviour: PlatformBehaviour;
  freshProcess?: FreshProcess | undefined;
  /** How many pages a run may have before it counts as endless. Default 100,000. */
  maxPages?: number | undefined;
}

export interface PollOptions {
  /** The steps of the flow. They get `body.data`, or a batch; what they throw fails their execution. */
  steps?: (handedOver: unknown) => unknown;
  /**
   * Ends the execution at the moment it resolves: nothing that it would still return or set is kept. Batches
   * are executions of their own: once a page is kept, a kill does not reach its batches.
   */
  kill?: Promise<unknown>;
  /** How far the clock of the machine is ahead, in a fresh process. */
  dateOffsetMs?: number;
}

/** What started a run, and who is told of it. */
export interface RunRequest extends PollOptions {
  /** The parts of the payload that every page gets. Default: those of a recurrence of the schedule. */
  payload?: Record<string, unknown>;
  executionId?: string;
  /** Is told when the trigger came back with a page. */
  onPage?: (result: TriggerResult) => void;
  /** Is told of each thing that the steps went through with: `body.data`, or an item. */
  onHandedOver?: (data: unknown) => void;
}

/** The header of an execution that the schedule started. */
const SCHEDULED = { "prismatic-invoke-type": "Scheduled" };

/** What one call of a flow leads to: a recurrence of its schedule, or a webhook call. */
export class PollRun {
  readonly logs: LogLine[] = [];
  /** What the steps got and went through with: `body.data`, or items. */
  readonly handedOver: unknown[] = [];
  pages = 0;
  resultType: TriggerOutput["result"]["resultType"];
  readonly #deployed: DeployedFlow;
  readonly #options: RunRequest;
  readonly #states: PageStates;
  readonly #kill: KillSignal;
  #failedBatch: { error: unknown } | undefined;

  constructor(deployed: DeployedFlow, options: RunRequest) {
    this.#deployed = deployed;
    this.#options = options;
    this.#states = new PageStates(deployed.store, deployed.behaviour);
    this.#kill = new KillSignal(options.kill);
  }

  /** Throws what the run failed with; outcomes until then can be read all the same. */
  async toEnd(): Promise<void> {
    const { batch } = this.#deployed.options;
    if (batch) await this.#pageLoop(batch.batchSize);
    else await this.#execution(undefined, (output) => this.#unbatchedSteps(output));
    this.#states.commit();
    if (this.#failedBatch) throw this.#failedBatch.error;
  }

  async #unbatchedSteps({ result }: TriggerOutput): Promise<void> {
    if (result.resultType === "polled_no_changes") return;
    const data = copy(getField(result.payload.body, "data"));
    await this.#options.steps?.(copy(data));
    this.#handOver([data]);
  }

  async #pageLoop(batchSize: number): Promise<void> {
    const { key, maxPages = 100_000, behaviour } = this.#deployed;
    const guard = new PaginationGuard(key, maxPages);
    let paginationState: object | null | undefined;
    while (paginationState !== null) {
      this.#kill.throwIfAborted();
      const page = await this.#page(paginationState, batchSize);
      if (this.resultType === "polled_no_changes") return;
      if (this.#failedBatch && !behaviour.continuesAfterFailedBatch) return;
      paginationState = guard.next(page);
    }
  }

  /** One page and its batches; they belong to its execution where that waits for them. */
  async #page(paginationState: object | undefined, batchSize: number): Promise<TriggerOutput> {
    const { savesStateOnFailedBatch } = this.#deployed.behaviour;
    const page = await this.#execution(paginationState, async (output) => {
      checkPage(this.#deployed.key, output, paginationState === undefined);
      if (savesStateOnFailedBatch) return;
      await this.#dispatch(output, batchSize, () => this.#kill.aborted);
      if (this.#failedBatch) throw this.#failedBatch.error;
    });
    if (savesStateOnFailedBatch) await this.#dispatch(page, batchSize, () => false);
    return page;
  }

  async #dispatch(
    { items = [] }: TriggerOutput,
    batchSize: number,
    isAborted: () => boolean,
  ): Promise<void> {
    for (let start = 0; start < items.length && !isAborted(); start += batchSize) {
      const batch = items.slice(start, start + batchSize).map(copy);
      try {
        await this.#options.steps?.(copy(batchSize === 1 ? batch[0] : batch));
        if (!isAborted()) this.#handOver(batch);
      } catch (error) {
        this.#failedBatch ??= { error };
        if (!this.#deployed.behaviour.continuesAfterFailedBatch) return;
      }
    }
  }

  #handOver(data: readonly unknown[]): void {
    this.handedOver.push(...data);
    for (const one of data) this.#options.onHandedOver?.(one);
  }

  /** One execution of the trigger, with what belongs to it. Its state is kept when all of that succeeded. */
  #execution(
    paginationState: object | undefined,
    continueWith: (output: TriggerOutput) => Promise<void>,
  ): Promise<TriggerOutput> {
    const { component, key, values, options, behaviour } = this.#deployed;
    const { payload = { headers: SCHEDULED }, executionId, onPage } = this.#options;
    const hasChanges = () => this.resultType !== "polled_no_changes";
    return runTrigger(component, key, values, {
      ...options,
      ...(executionId && { executionId }),
      state: this.#states.createPageStore(() => hasChanges() || behaviour.savesWithoutChanges),
      logs: [],
      onLog: (line) => this.#log(line),
      payload: { ...payload, ...(paginationState && { paginationState }) },
      executor: this.#executor(),
      continueWith: (output) => {
        this.pages += 1;
        this.resultType = output.result.resultType;
        onPage?.(output.result);
        return this.#kill.race(continueWith(output));
      },
    });
  }

  #executor(): TriggerExecutor {
    const { freshProcess } = this.#deployed;
    if (!freshProcess) return (...call) => this.#kill.race(runInProcess(...call));
    const { dateOffsetMs = freshProcess.dateOffsetMs } = this.#options;
    return runInFreshProcess({ ...freshProcess, dateOffsetMs }, this.#kill, (line) =>
      this.#log(line),
    );
  }

  #log(line: LogLine): void {
    if (this.#kill.aborted) return;
    this.logs.push(line);
    this.#deployed.options.logs?.push(line);
    this.#deployed.options.onLog?.(line);
  }
}

/** What an object holds under a name; undefined for what is no object. */
export const getField = (owner: unknown, name: string): unknown =>
  typeof owner === "object" && owner !== null ? Reflect.get(owner, name) : undefined;

/** What is left of a value that is handed to another execution. */
const copy = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
