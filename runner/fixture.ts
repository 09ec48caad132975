import {
  action,
  component,
  dataSource,
  input,
  pollingTrigger,
  trigger,
  util,
} from "@prismatic-io/spectral";
import type { LoadedComponent } from "./component";
import { subscription } from "./subscriptionFixture";

const connection = input({ label: "Connection", type: "connection", required: true });

const echo = action({
  display: { label: "Echo", description: "Returns its inputs." },
  inputs: {
    connection,
    name: input({ label: "Name", type: "string", required: true, clean: util.types.toString }),
    flag: input({ label: "Flag", type: "boolean", default: "true" }),
    list: input({ label: "List", type: "string", collection: "valuelist" }),
    pairs: input({ label: "Pairs", type: "string", collection: "keyvaluelist" }),
    late: input({ label: "Late", type: "string", required: true, default: "10" }),
  },
  perform: async (context, params) => {
    context.logger.info("name is", params.name, { deep: [1] });
    return { data: { ...params, debug: context.debug.enabled, flow: context.flow.name } };
  },
});

const count = action({
  display: { label: "Count", description: "Counts its runs, then fails if asked to." },
  inputs: { fail: input({ label: "Fail", type: "boolean", clean: util.types.toBool }) },
  perform: async (context, { fail }) => {
    const runs = Number(context.instanceState.runs ?? 0) + 1;
    context.integrationState.touched = true;
    context.logger.warn(`run ${runs}`);
    if (fail) throw new Error("forced failure");
    return {
      data: runs,
      instanceState: { runs },
      crossFlowState: { [context.flow.stableId]: runs },
    };
  },
  examplePerform: async () => ({ data: 0 }),
});

const broken = action({
  display: { label: "Broken", description: "Returns no data." },
  inputs: {},
  // TypeScript would reject this mistake.
  perform: async () => JSON.parse('{"result": 1}'),
});

const poll = pollingTrigger({
  display: { label: "Poll", description: "Counts its polls." },
  inputs: { connection, fail: input({ label: "Fail", type: "boolean", clean: util.types.toBool }) },
  triggerResolverSupport: "valid",
  batchConfig: { batchSize: 2 },
  triggerResolver: {
    resolveItems: () => ["a", "b"],
    getNextPaginationState: (_context, { payload }) =>
      payload.paginationState ? null : { page: 2 },
  },
  perform: async (context, payload, { fail }) => {
    const polls = Number(context.polling.getState().polls ?? 0) + 1;
    context.polling.setState({ polls });
    if (fail) throw new Error("forced failure");
    return { payload: { ...payload, body: { data: polls } }, polledNoChanges: polls > 1 };
  },
});

const hook = trigger({
  display: { label: "Hook", description: "Receives webhook calls." },
  scheduleSupport: "invalid",
  synchronousResponseSupport: "invalid",
  inputs: {},
  perform: async (_context, payload) => ({ payload }),
  webhookLifecycleHandlers: {
    create: async (context) => ({
      crossFlowState: { [context.flow.stableId]: context.webhookUrls[context.flow.name] },
    }),
    delete: async (context) => {
      delete context.crossFlowState[context.flow.stableId];
    },
  },
});

const text = (label: string) => input({ label, type: "string", clean: util.types.toString });
const number = (label: string) =>
  input({ label, type: "string", default: "0", clean: (value) => util.types.toNumber(value) });

let feedCalls = 0;

/** The process, the clock and the environment that a feed sees. */
const describeProcess = () => {
  feedCalls += 1;
  const { pid, env } = process;
  const clocks = { at: Date.now(), createdAt: new Date().toISOString() };
  return { calls: feedCalls, pid, ...clocks, origin: env.ZOHO_SANDBOX_ORIGIN };
};

/** The ways in which a feed fails. */
const FEED_FAULTS: Record<string, (log: (text: string) => void) => unknown> = {
  throw: () => {
    throw Object.assign(new Error("forced failure"), { name: "FeedError", code: "FORCED" });
  },
  throwText: () => {
    throw "a string";
  },
  hang: (log) => {
    log(`process ${process.pid} hangs`);
    return new Promise(() => undefined);
  },
  exit: () => {
    console.error("unexpected");
    process.exit(3);
  },
};

/** Returns numbers in pages, and fails in the way of `fault` at position `at`. */
const feed = pollingTrigger({
  display: { label: "Feed", description: "Returns numbers in pages." },
  inputs: {
    total: number("Total"),
    size: number("Size"),
    fault: text("Fault"),
    at: number("At"),
    until: input({ label: "Until", type: "string" }),
  },
  triggerResolverSupport: "valid",
  batchConfig: { batchSize: 2 },
  triggerResolver: {
    resolveItems: (_context, { payload }) => Object(payload.body.data).numbers,
    getNextPaginationState: (_context, { payload }) => Object(payload.body.data).next,
  },
  perform: async (context, payload, { total, size, fault, at, until }) => {
    const state = context.polling.getState();
    const start = Number(Object(payload.paginationState ?? state).position ?? 0);
    const isFaulty = start === at;
    const end = Math.min(start + size, total);
    const numbers = Array.from({ length: end - start }, (_, index) => start + index);
    const pageKeys = Object.keys(payload.paginationState ?? {});
    const invoked = payload.headers["prismatic-invoke-type"];
    context.polling.setState({
      position: end,
      previous: state.position,
      pageKeys,
      invoked,
      ...describeProcess(),
    });
    context.crossFlowState.feeds = Number(context.crossFlowState.feeds ?? 0) + 1;
    delete context.crossFlowState.old;
    context.logger.info("from", start, isFaulty ? fault : "");
    await until;
    if (isFaulty) await FEED_FAULTS[fault]?.(context.logger.info);
    if (until) context.polling.setState({ position: "late" });
    if (until) context.logger.info("late");
    const isRepeated = isFaulty && fault === "again";
    // JSON has no undefined: this key does not reach the next page.
    const next = { position: isRepeated ? start : end, dropped: undefined };
    const isEmpty = numbers.length === 0 && !payload.paginationState && !isRepeated;
    return {
      payload: {
        ...payload,
        body: { data: { numbers, next: isRepeated || end < total ? next : null } },
      },
      polledNoChanges: isEmpty || (isFaulty && fault === "noChanges"),
    };
  },
});

const choices = (result: unknown) =>
  dataSource({
    display: { label: "Choices", description: "Returns fixed choices." },
    dataSourceType: "picklist",
    inputs: { connection },
    perform: async () => JSON.parse(JSON.stringify({ result })),
  });

/** A component that shows how the runner treats components. For tests. */
export const fixture: LoadedComponent = component({
  key: "fixture",
  public: false,
  display: { label: "Fixture", description: "For tests.", iconPath: "icon.png" },
  hooks: { error: (error) => (error instanceof Error ? error : new Error(String(error))) },
  connections: [],
  actions: { echo, count, broken },
  triggers: { poll, hook, feed, subscription },
  dataSources: { good: choices([{ key: "1", label: "One" }]), bad: choices([{ value: "1" }]) },
});
