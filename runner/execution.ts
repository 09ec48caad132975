import { randomUUID } from "node:crypto";
import type { Connection } from "@prismatic-io/spectral";
import {
  DEFAULT_FLOW,
  DEFAULT_INSTANCE,
  type ExecutionInfo,
  executionContext,
  type Flow,
  type InstanceInfo,
  type LogLine,
  lineLogger,
} from "./context";
import type { ReturnedStates } from "./results";
import { memoryState, type StateStore, type StoredState, saveChanges } from "./state";

export interface RunOptions {
  connection?: Connection;
  /** False: inputs absent from the saved flow stay absent. Default true. */
  fillDefaults?: boolean;
  /** The platform's global debug flag. */
  debug?: boolean;
  /** Where state is stored; default: a store for this run only. */
  state?: StateStore;
  /** Collects the log lines, including those of a failed run. */
  logs?: LogLine[];
  onLog?: (line: LogLine) => void;
  instance?: InstanceInfo;
  flow?: Flow;
  /** Default: a new one for every execution. */
  executionId?: string;
  webhookUrls?: Record<string, string>;
  configVars?: Record<string, unknown>;
}

export interface Run<Result> {
  result: Result;
  logs: LogLine[];
  milliseconds: number;
}

/** The collected log lines and the logger that adds to them. */
export function makeLogger({ logs = [], onLog }: RunOptions) {
  const logger = lineLogger((line) => {
    logs.push(line);
    onLog?.(line);
  });
  return { logs, logger };
}

/**
 * Runs one execution. Each scope of the state is loaded at the start and replaced at the end if the
 * execution changed it; if executions overlap, the last one to end wins. An execution that throws
 * changes no state.
 */
export async function execute<Result extends ReturnedStates | undefined>(
  options: RunOptions,
  kind: { isSimulatedTestExecution?: boolean; withoutInstanceState?: boolean },
  job: (context: Record<string, unknown>) => Promise<Result>,
): Promise<Run<Result>> {
  const { flow = DEFAULT_FLOW, state: store = memoryState() } = options;
  const { logs, logger } = makeLogger(options);
  const before = store.load();
  const stored = store.load();
  const states = {
    instanceState: kind.withoutInstanceState ? {} : (stored.flows[flow.stableId] ?? {}),
    crossFlowState: stored.crossFlow,
    integrationState: stored.integration,
    executionState: {},
  };
  const info: ExecutionInfo = {
    instance: options.instance ?? DEFAULT_INSTANCE,
    flow,
    executionId: options.executionId ?? randomUUID(),
    webhookUrls: options.webhookUrls ?? {},
    configVars: options.configVars ?? {},
    globalDebug: options.debug ?? false,
    isSimulatedTestExecution: kind.isSimulatedTestExecution ?? false,
  };
  const startedAt = performance.now();
  const result = await job(executionContext(logger, info, states));
  const milliseconds = performance.now() - startedAt;
  const flowState = kind.withoutInstanceState
    ? undefined
    : (result?.instanceState ?? states.instanceState);
  saveChanges(store, before, nextState(stored, states, result ?? {}, { flow, flowState }));
  return { result, logs, milliseconds };
}

/**
 * Includes changes made in place. A returned flow state replaces the old one; others are merged.
 */
function nextState(
  stored: StoredState,
  states: { crossFlowState: object; integrationState: object },
  returned: ReturnedStates,
  { flow, flowState }: { flow: Flow; flowState: Record<string, unknown> | undefined },
): StoredState {
  return {
    flows: flowState ? { ...stored.flows, [flow.stableId]: flowState } : stored.flows,
    crossFlow: { ...states.crossFlowState, ...returned.crossFlowState },
    integration: { ...states.integrationState, ...returned.integrationState },
  };
}
