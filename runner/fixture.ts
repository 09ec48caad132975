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
  display: { label: "Count", description: "Counts its runs, then fails when told to." },
  inputs: { fail: input({ label: "Fail", type: "boolean", clean: util.types.toBool }) },
  perform: async (context, { fail }) => {
    const runs = Number(context.instanceState.runs ?? 0) + 1;
    context.integrationState.touched = true;
    context.logger.warn(`run ${runs}`);
    if (fail) throw new Error("told to fail");
    return {
      data: runs,
      instanceState: { runs },
      crossFlowState: { [context.flow.stableId]: runs },
    };
  },
  examplePerform: async () => ({ data: 0 }),
});

const broken = action({
  display: { label: "Broken", description: "Forgets data." },
  inputs: {},
  // A mistake that TypeScript would not let pass.
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
    if (fail) throw new Error("told to fail");
    return { payload: { ...payload, body: { data: polls } }, polledNoChanges: polls > 1 };
  },
});

const hook = trigger({
  display: { label: "Hook", description: "Takes webhook calls." },
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

const choices = (result: unknown) =>
  dataSource({
    display: { label: "Choices", description: "Offers what it was made with." },
    dataSourceType: "picklist",
    inputs: { connection },
    perform: async () => JSON.parse(JSON.stringify({ result })),
  });

/** A component that shows what the platform does with one. For tests. */
export const fixture: LoadedComponent = component({
  key: "fixture",
  public: false,
  display: { label: "Fixture", description: "For tests.", iconPath: "icon.png" },
  hooks: { error: (error) => (error instanceof Error ? error : new Error(String(error))) },
  connections: [],
  actions: { echo, count, broken },
  triggers: { poll, hook },
  dataSources: { good: choices([{ key: "1", label: "One" }]), bad: choices([{ value: "1" }]) },
});
