import { format } from "node:util";
import type { State } from "./state";

export type LogLevel = "metric" | "trace" | "debug" | "info" | "log" | "warn" | "error";

export interface LogLine {
  level: LogLevel;
  text: string;
}

const LEVELS: readonly LogLevel[] = ["metric", "trace", "debug", "info", "log", "warn", "error"];

export interface Flow {
  id: string;
  name: string;
  stableId: string;
}

/** One deployed instance of an integration. */
export interface InstanceInfo {
  id: string;
  name: string;
}

/** What the context of an execution is built from. */
export interface ExecutionInfo {
  instance: InstanceInfo;
  flow: Flow;
  executionId: string;
  webhookUrls: Record<string, string>;
  configVars: Record<string, unknown>;
  globalDebug: boolean;
  isSimulatedTestExecution: boolean;
}

/** The states of one execution; a perform function may change them in place. */
export interface ExecutionStates {
  instanceState: State;
  crossFlowState: State;
  integrationState: State;
  executionState: State;
}

export const DEFAULT_FLOW: Flow = { id: "flow-1", name: "Flow 1", stableId: "flow-1-stable" };

export const DEFAULT_INSTANCE: InstanceInfo = { id: "instance-1", name: "Instance 1" };

const CUSTOMER = { id: "customer-1", name: "Customer 1", externalId: "customer-1" };
const USER = {
  id: "user-1",
  email: "builder@example.test",
  name: "Builder",
  externalId: "user-1",
};
const INTEGRATION = {
  id: "integration-1",
  name: "Integration 1",
  versionSequenceId: "1",
  externalVersion: "1.0.0",
};

/** A logger that formats each call as one line. */
export function lineLogger(onLine: (line: LogLine) => void): Record<LogLevel, unknown> {
  const writers = LEVELS.map((level) => [
    level,
    (...parts: unknown[]) => onLine({ level, text: format(...parts) }),
  ]);
  return Object.fromEntries(writers);
}

/** The context of an action, a trigger or a lifecycle handler. */
export function executionContext(
  logger: object,
  execution: ExecutionInfo,
  states: ExecutionStates,
): Record<string, unknown> {
  const { flow, webhookUrls, executionId } = execution;
  const startedAt = new Date().toISOString();
  return {
    ...dataSourceContext(logger, execution),
    ...states,
    stepId: "step-1",
    executionId,
    webhookUrls,
    webhookApiKeys: {},
    invokeUrl: webhookUrls[flow.name] ?? "",
    integration: INTEGRATION,
    flow,
    startedAt,
    executionFrame: {
      executionId,
      executionStartedAt: startedAt,
      stepName: "Step 1",
      loopPath: "",
    },
    components: {},
    flowSchemas: {},
    batch: { enabled: false },
    globalDebug: execution.globalDebug,
    runnerAllocatedMemoryMb: 1024,
    isSimulatedTestExecution: execution.isSimulatedTestExecution,
  };
}

/** The context of a data source, which has no state, no flow and no debug flag. */
export const dataSourceContext = (
  logger: object,
  { configVars, instance }: Pick<ExecutionInfo, "configVars" | "instance">,
): Record<string, unknown> => ({
  logger,
  configVars,
  customer: CUSTOMER,
  instance,
  user: USER,
});

/** The payload of a trigger; `parts`, such as the body of a webhook call, replace the defaults. */
export function triggerPayload(
  context: Record<string, unknown>,
  parts: Record<string, unknown>,
): Record<string, unknown> {
  const { webhookUrls, webhookApiKeys, invokeUrl, executionId, startedAt, globalDebug } = context;
  const { customer, instance, user, integration, flow } = context;
  return {
    headers: {},
    queryParameters: {},
    rawBody: { data: null, contentType: "application/json" },
    body: { data: undefined, contentType: "application/json" },
    pathFragment: "",
    webhookUrls,
    webhookApiKeys,
    invokeUrl,
    executionId,
    startedAt,
    globalDebug,
    customer,
    instance,
    user,
    integration,
    flow,
    ...parts,
  };
}
