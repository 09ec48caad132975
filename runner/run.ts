import {
  findAction,
  findDataSource,
  findTrigger,
  type LoadedAction,
  type LoadedComponent,
  type LoadedTrigger,
} from "./component";
import { DEFAULT_INSTANCE, dataSourceContext, triggerPayload } from "./context";
import { execute, makeLogger, type Run, type RunOptions } from "./execution";
import { fillInputs, type InputValues } from "./inputs";
import {
  type ActionResult,
  checkActionResult,
  checkDataSourceResult,
  checkTriggerResult,
  type DataSourceResult,
  type ReturnedStates,
  type TriggerResult,
} from "./results";

export interface ActionOptions extends RunOptions {
  /** Calls the action as the designer does: its examplePerform, unless the action is safe. */
  inline?: boolean;
}

export interface TriggerOptions extends RunOptions {
  /** Parts of the payload: headers, body, paginationState, ... */
  payload?: Record<string, unknown>;
  /** Turns batching on. */
  batch?: { batchSize: number };
  isSimulatedTestExecution?: boolean;
  /** Default: runInProcess. */
  executor?: TriggerExecutor;
  /** Runs after the trigger, in the same execution, which fails if this throws. */
  continueWith?: (output: TriggerOutput) => Promise<void>;
}

export interface LifecycleOptions extends RunOptions {
  /** Time limit. Default 30 seconds, as on the platform. */
  limitMs?: number;
}

export type LifecycleHandler =
  | "onInstanceDeploy"
  | "onInstanceDelete"
  | "webhookCreate"
  | "webhookDelete";

/**
 * Runs an action as a step of a flow. If it throws, the error is passed on and no state is saved.
 */
export async function runAction(
  component: LoadedComponent,
  key: string,
  values: InputValues,
  options: ActionOptions,
): Promise<Run<ActionResult>> {
  const action = findAction(component, key);
  const perform = options.inline ? inlinePerform(action) : action.perform;
  const params = buildParams(action, values, options);
  return execute(options, { isSimulatedTestExecution: options.inline }, async (context) =>
    checkActionResult(action, await perform(context, params)),
  );
}

function inlinePerform(action: LoadedAction): LoadedAction["perform"] {
  const perform = action.performSafety === "SAFE" ? action.perform : action.examplePerform;
  if (!perform) throw new Error(`${action.key} cannot be called inline.`);
  return perform;
}

/** Runs a data source as the designer does: without state, flow or debug flag. */
export async function runDataSource(
  component: LoadedComponent,
  key: string,
  values: InputValues,
  options: RunOptions,
): Promise<Run<DataSourceResult>> {
  const source = findDataSource(component, key);
  const params = buildParams(source, values, options);
  const { logs, logger } = makeLogger(options);
  const startedAt = performance.now();
  const { configVars = {}, instance = DEFAULT_INSTANCE } = options;
  const context = dataSourceContext(logger, { configVars, instance });
  const result = checkDataSourceResult(source, await source.perform(context, params));
  return { result, logs, milliseconds: performance.now() - startedAt };
}

/** What a trigger and its resolvers return. */
export interface TriggerOutput {
  result: TriggerResult;
  /** The items that the platform splits into batches; undefined unless batching is on. */
  items?: unknown[];
  /** The state of the next page; null after the last one, undefined unless batching is on. */
  nextPaginationState?: object | null;
}

/** Runs a trigger and, if batching is on, its resolvers. */
export type TriggerExecutor = (
  trigger: LoadedTrigger,
  call: {
    context: Record<string, unknown>;
    payload: Record<string, unknown>;
    params: Record<string, unknown>;
    batched: boolean;
  },
) => Promise<TriggerOutput>;

/** Runs a trigger in this process. */
export const runInProcess: TriggerExecutor = async (
  trigger,
  { context, payload, params, batched },
) => {
  const result = checkTriggerResult(trigger, await trigger.perform(context, payload, params));
  if (!batched) return { result };
  return {
    result,
    items: trigger.resolveTriggerItems ? trigger.resolveTriggerItems(context, result) : [],
    nextPaginationState: trigger.getNextPaginationState?.(context, result) ?? null,
  };
};

/** The result of one execution of a trigger. */
export type TriggerRun = Run<TriggerResult> & TriggerOutput;

/** Runs a trigger once; with batching, for one page. */
export async function runTrigger(
  component: LoadedComponent,
  key: string,
  values: InputValues,
  options: TriggerOptions,
): Promise<TriggerRun> {
  const trigger = findTrigger(component, key);
  const inputs = trigger.inputs.filter(({ scope }) => scope !== "ON_DEPLOY");
  const params = buildParams({ key, inputs }, values, options);
  const { batch, isSimulatedTestExecution, executor = runInProcess } = options;
  let paged: Omit<TriggerOutput, "result"> = {};
  const run = await execute(options, { isSimulatedTestExecution }, async (context) => {
    if (batch) context.batch = { enabled: true, ...batch };
    const payload = triggerPayload(context, options.payload ?? {});
    const output = await executor(trigger, {
      context,
      payload,
      params,
      batched: batch !== undefined,
    });
    await options.continueWith?.(output);
    const { result, ...rest } = output;
    paged = rest;
    return result;
  });
  return { ...run, ...paged };
}

/**
 * Runs a lifecycle handler, which has no `instanceState`. Throws if it exceeds the time limit; the
 * handler then continues, but none of its changes are saved.
 */
export async function runLifecycle(
  component: LoadedComponent,
  key: string,
  handler: LifecycleHandler,
  values: InputValues,
  { limitMs = LIFECYCLE_LIMIT_MS, ...options }: LifecycleOptions,
): Promise<Run<ReturnedStates | undefined>> {
  const trigger = findTrigger(component, key);
  const perform = trigger[handler];
  if (!perform) throw new Error(`The trigger ${key} has no ${handler}.`);
  const inputs = trigger.inputs.filter(({ scope }) => scope !== "ON_DEPLOY");
  const params = buildParams({ key, inputs }, values, options);
  return execute(options, { withoutInstanceState: true }, async (context) => {
    const returned = await withTimeLimit(handler, limitMs, perform(context, params));
    return typeof returned === "object" && returned !== null ? returned : undefined;
  });
}

/** The platform's time limit for lifecycle handlers. */
const LIFECYCLE_LIMIT_MS = 30_000;

async function withTimeLimit<Result>(
  what: string,
  limitMs: number,
  work: Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_resolve, reject) => {
    const error = new Error(`${what} exceeded the platform's time limit of ${limitMs} ms.`);
    timer = setTimeout(() => reject(error), limitMs);
  });
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}

const buildParams = (
  { key, inputs }: Pick<LoadedAction, "key" | "inputs">,
  values: InputValues,
  { connection, fillDefaults = true }: RunOptions,
): Record<string, unknown> => fillInputs(key, inputs, values, { connection, fillDefaults });
