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

/** A deployed flow: what all of its runs have in common. */
export interface DeployedFlow {
  component: LoadedComponent;
  key: string;
  values: InputValues;
  options: TriggerOptions;
  store: StateStore;
  behaviour: PlatformBehaviour;
  freshProcess?: FreshProcess | undefined;
  /** Limit of pages, against endless runs. Default 100,000. */
  maxPages?: number | undefined;
}

export interface PollOptions {
  /**
   * The steps of the flow. They get `body.data` or a batch; if they throw, their execution fails.
   */
  steps?: (handedOver: unknown) => unknown;
  /**
   * Kills the execution when it resolves: nothing that it later returns or sets has any effect.
   * Batches are executions of their own, which a kill does not reach once their page was saved.
   */
  kill?: Promise<unknown>;
  /** How far the machine's clock is ahead; only with freshProcess. */
  dateOffsetMs?: number;
}

/** What starts a run, and its callbacks. */
export interface RunRequest extends PollOptions {
  /** Parts of every page's payload. Default: those of a scheduled run. */
  payload?: Record<string, unknown>;
  executionId?: string;
  /** Called when the trigger returns a page. */
  onPage?: (result: TriggerResult) => void;
  /** Called with all data that the steps processed: `body.data`, or each item. */
  onHandedOver?: (data: unknown) => void;
}

/** The header of a scheduled execution. */
const SCHEDULED = { "prismatic-invoke-type": "Scheduled" };

/** One run of a flow, started by its schedule or a webhook call, with all pages and batches. */
export class PollRun {
  readonly logs: LogLine[] = [];
  /** What the steps processed: `body.data`, or items. */
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

  /** Throws if the run fails; what happened until then can still be read. */
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

  /** One page and its batches, which are part of its execution if the platform waits for them. */
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

  /** One execution of the trigger and of `continueWith`. Saves its state only if both succeed. */
  #execution(
    paginationState: object | undefined,
    continueWith: (output: TriggerOutput) => Promise<void>,
  ): Promise<TriggerOutput> {
    const { component, key, values, options, behaviour } = this.#deployed;
    const { payload = { headers: SCHEDULED }, executionId, onPage } = this.#options;
    const hasChanges = () => this.resultType !== "polled_no_changes";
    return runTrigger(component, key, values, {
      ...options,
      executionId,
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

/** A property of an object; undefined if `owner` is not an object. */
export const getField = (owner: unknown, name: string): unknown =>
  typeof owner === "object" && owner !== null ? Reflect.get(owner, name) : undefined;

/** A value as another execution receives it: serialized and parsed. */
const copy = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
