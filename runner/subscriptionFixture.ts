import { batchTrigger, input, util } from "@prismatic-io/spectral";

const text = (label: string) => input({ label, type: "string", clean: util.types.toString });
const number = (label: string) =>
  input({ label, type: "string", default: "0", clean: (value) => util.types.toNumber(value) });

const PAGE_SIZE = 3;

interface HandlerContext {
  instance: { id: string };
  flow: { name: string; stableId: string };
  webhookUrls: Record<string, string>;
  instanceState: Record<string, unknown>;
}

/** The log line of a handler: its name and the parts of its context that tests check. */
const describeContext = (
  handler: string,
  { instance, flow, webhookUrls, instanceState }: HandlerContext,
): string =>
  `${handler} ${instance.id} ${webhookUrls[flow.name]} ${Object.keys(instanceState).length}`;

/** Returns the numbers of a call in pages, and fails in the part that `fault` names. */
export const subscription = batchTrigger({
  display: { label: "Subscription", description: "Returns the numbers of a call." },
  inputs: { fault: text("Fault") },
  scheduleSupport: "valid",
  batchConfig: { batchSize: 2, concurrentBatchLimit: 1 },
  perform: async (context, payload, { fault }) => {
    const { crossFlowState, integrationState, polling, isSimulatedTestExecution } = context;
    const isScheduled = payload.headers["prismatic-invoke-type"] === "Scheduled";
    const counted = isScheduled ? "renewals" : "calls";
    crossFlowState[counted] = Number(crossFlowState[counted] ?? 0) + 1;
    integrationState.touched = true;
    polling.setState({ simulated: isSimulatedTestExecution });
    if (fault === "trigger") throw new Error("forced failure");
    if (isScheduled) return { items: [], polledNoChanges: true };
    const { numbers = [] }: { numbers?: number[] } = Object(payload.body.data);
    const { from = 0 } = Object(payload.paginationState);
    const next = from + PAGE_SIZE;
    return {
      items: numbers.slice(from, next),
      paginationState: next < numbers.length ? { from: next } : null,
    };
  },
  onDeploy: {
    inputs: { upTo: number("Up To") },
    perform: async (context, payload, { upTo, fault }) => {
      const { from = 0 } = Object(payload.paginationState);
      context.logger.info(
        `initial sync from ${from}, batches of ${Object(context.batch).batchSize}`,
      );
      if (fault === "initialSync") throw new Error("forced failure");
      const end = Math.min(from + PAGE_SIZE, upTo);
      return {
        items: Array.from({ length: end - from }, (_, index) => from + index),
        paginationState: end < upTo ? { from: end } : null,
      };
    },
  },
  onInstanceDeploy: async (context) => {
    context.logger.info(describeContext("onInstanceDeploy", context));
  },
  onInstanceDelete: async (context) => {
    context.logger.info(describeContext("onInstanceDelete", context));
  },
  webhookLifecycleHandlers: {
    create: async (context, { fault }) => {
      context.logger.info(describeContext("webhookCreate", context));
      context.integrationState.created = true;
      if (fault === "create") throw new Error("forced failure");
      if (fault === "slowCreate") await new Promise((resolve) => setTimeout(resolve, 100));
      return {
        crossFlowState: { [context.flow.stableId]: context.webhookUrls[context.flow.name] },
      };
    },
    delete: async (context, { fault }) => {
      context.logger.info(describeContext("webhookDelete", context));
      if (fault === "delete") throw new Error("forced failure");
      return { crossFlowState: { [context.flow.stableId]: undefined } };
    },
  },
});
