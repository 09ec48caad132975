import type { LogLine } from "./context";
import { deferred } from "./deferred";
import { fixture } from "./fixture";
import type { LiveFlow, LiveFlowOptions } from "./liveFlow";
import { Platform } from "./platform";
import { BEHAVIOURS } from "./platformBehaviour";
import { runAction } from "./run";

const instance = { id: "i-1", name: "One" };
const logs: LogLine[] = [];
let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start({ instance });
  logs.length = 0;
});
afterEach(() => platform.stop());

/** A flow on the fixture's batch trigger. */
const subscribed = (fault = "", options: LiveFlowOptions = {}): LiveFlow =>
  platform.flow(fixture, "subscription", { fault }, { logs, ...options });

const texts = (lines: readonly LogLine[] = logs): string[] => lines.map(({ text }) => text);

describe("deployment and deletion", () => {
  it("call the handlers with the URL of the flow, and without state of the flow", async () => {
    const flow = subscribed("", { name: "Orders", stableId: "orders" });
    await runAction(
      fixture,
      "count",
      {},
      {
        state: platform.state,
        flow: { id: "1", name: "Orders", stableId: "orders" },
      },
    );
    const deployment = await flow.deploy();
    const created = [`onInstanceDeploy i-1 ${flow.url} 0`, `webhookCreate i-1 ${flow.url} 0`];
    expect(texts(deployment.logs)).toEqual(created);
    expect(deployment.milliseconds).toBeGreaterThan(0);
    expect(platform.state.load()).toMatchObject({
      flows: { orders: { runs: 1 } },
      crossFlow: { orders: flow.url },
    });
    await flow.redeploy();
    await flow.delete();
    expect(platform.state.load().crossFlow).toEqual({});
    expect((await flow.post({})).status).toBe(404);
    await flow.delete();
    const ended = [`webhookDelete i-1 ${flow.url} 0`, `onInstanceDelete i-1 ${flow.url} 0`];
    expect(texts()).toEqual([...created, ...created, ...ended, ...ended]);
    expect(platform.state.load().flows).toEqual({ orders: { runs: 1 } });
    await flow.deploy();
    expect((await flow.post({})).status).toBe(200);
    await flow.waitUntilIdle();
  });

  it("leave a flow undeployed if a handler throws, and save what earlier handlers did", async () => {
    const flow = subscribed("create");
    await expect(flow.deploy()).rejects.toThrow("forced failure");
    expect((await flow.post({})).status).toBe(404);
    expect(platform.state.load().integration).toEqual({});
    expect(texts()).toHaveLength(2);
    await expect(flow.runScheduled()).rejects.toThrow("Flow 1 is not deployed");
  });

  it("leave a flow as it was if its redeployment or deletion throws", async () => {
    const flow = subscribed();
    await flow.deploy();
    await expect(flow.redeploy({ fault: "create" })).rejects.toThrow("forced failure");
    await flow.redeploy();
    await flow.redeploy({ fault: "delete" });
    await expect(flow.delete()).rejects.toThrow("forced failure");
    expect((await flow.post({ numbers: [1] })).status).toBe(200);
    await flow.waitUntilIdle();
    expect(flow.handedOver).toMatchObject([{ data: 1 }]);
  });

  it("fail if a handler exceeds its time limit, and save none of its changes", async () => {
    const flow = subscribed("slowCreate", { lifecycleLimitMs: 20 });
    await expect(flow.deploy()).rejects.toThrow(
      "webhookCreate exceeded the platform's time limit of 20 ms",
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(platform.state.load().crossFlow).toEqual({});
    expect((await flow.post({})).status).toBe(404);
    await subscribed("slowCreate").deploy();
  });

  it("accept calls while the handlers run", async () => {
    const flow = subscribed("slowCreate");
    const deployed = flow.deploy();
    expect((await flow.post({ numbers: [1] })).status).toBe(200);
    await deployed;
    await flow.waitUntilIdle();
    expect(flow.handedOver).toHaveLength(1);
  });

  it("work without handlers", async () => {
    const flow = platform.flow(fixture, "feed", { total: 2, size: 2 });
    expect((await flow.deploy({ initialSync: {} })).logs).toEqual([]);
    expect(await flow.runScheduled()).toMatchObject({ handedOver: [{ numbers: [0, 1] }] });
    await flow.delete();
    expect(flow.executions).toMatchObject([{ by: "scheduled", status: "completed" }]);
  });
});

describe("the initial sync", () => {
  it("passes its pages to the steps in batches", async () => {
    const steps = jest.fn();
    const flow = subscribed("", { steps });
    const deployment = await flow.deploy({ initialSync: { upTo: 5 } });
    expect(steps.mock.calls).toEqual([[[0, 1]], [[2]], [[3, 4]]]);
    expect(flow.handedOver).toMatchObject(
      [0, 1, 2, 3, 4].map((data) => ({ data, by: "initialSync" })),
    );
    expect(flow.executions).toMatchObject([{ by: "initialSync", status: "completed" }]);
    expect(texts(deployment.logs).slice(2)).toEqual([
      "initial sync from 0, batches of 2",
      "initial sync from 3, batches of 2",
    ]);
    await flow.redeploy({}, { initialSync: { upTo: 1 } });
    expect(steps.mock.calls.slice(3)).toEqual([[[0]]]);
    await flow.redeploy();
    expect(flow.executions).toHaveLength(2);
  });

  it("can fail without failing the deployment", async () => {
    const flow = subscribed("initialSync");
    await flow.deploy({ initialSync: { upTo: 5 } });
    expect(flow.executions).toMatchObject([
      { status: "failed", error: { message: "forced failure" } },
    ]);
    expect((await flow.post({})).status).toBe(200);
    await flow.waitUntilIdle();
  });
});

describe.each(BEHAVIOURS)("calls on $name", ({ behaviour }) => {
  it("pass their items to the steps in batches of the trigger's size, page by page", async () => {
    const steps = jest.fn();
    const flow = subscribed("", { steps, behaviour });
    await flow.deploy();
    await flow.post({ numbers: [1, 2, 3, 4] });
    await flow.waitUntilIdle();
    expect(steps.mock.calls).toEqual([[[1, 2]], [[3]], [[4]]]);
    expect(flow.handedOver).toMatchObject([1, 2, 3, 4].map((data) => ({ data, by: "webhook" })));
  });

  it("run no step and change no state if the trigger throws", async () => {
    const steps = jest.fn();
    const flow = subscribed("trigger", { steps, behaviour });
    await flow.deploy();
    const before = platform.state.load();
    const { status } = await flow.post({ numbers: [1] });
    expect(status).toBe(behaviour.answersAfterTrigger ? 500 : 200);
    await flow.waitUntilIdle();
    expect(steps).not.toHaveBeenCalled();
    expect(flow.executions).toMatchObject([{ by: "webhook", status: "failed" }]);
    expect(platform.state.load()).toEqual(before);
  });

  it("save changes of all scopes after a run without changes, if the platform saves any", async () => {
    const flow = subscribed("", { behaviour });
    await flow.deploy();
    const outcome = await flow.runScheduled();
    expect(outcome).toMatchObject({ resultType: "polled_no_changes", handedOver: [], pages: 1 });
    expect(flow.executions).toMatchObject([{ by: "scheduled", status: "polled_no_changes" }]);
    const { crossFlow, flows } = platform.state.load();
    expect(crossFlow.renewals).toBe(behaviour.savesWithoutChanges ? 1 : undefined);
    expect(Object.keys(flows)).toHaveLength(behaviour.savesWithoutChanges ? 1 : 0);
  });
});

describe("calls", () => {
  it("overlap, and the last to end wins", async () => {
    const { promise, resolve } = deferred();
    const steps = ([number]: number[]) => (number === 1 ? promise : undefined);
    // A page's state is saved once its batches have ended.
    const behaviour = { savesStateOnFailedBatch: false };
    const flow = subscribed("", { steps: (batch) => steps(batch as number[]), behaviour });
    await flow.deploy();
    await flow.post({ numbers: [1] });
    await flow.post({ numbers: [2] });
    await flow.post({ numbers: [3] });
    while (flow.executions.length < 2) await new Promise(setImmediate);
    expect(platform.state.load().crossFlow.calls).toBe(2);
    resolve();
    await flow.waitUntilIdle();
    expect(platform.state.load().crossFlow.calls).toBe(1);
    expect(flow.handedOver.map(({ data }) => data)).toEqual([2, 3, 1]);
  });

  it("use the batch size that the builder chose", async () => {
    const steps = jest.fn();
    const flow = subscribed("", { steps, batch: { batchSize: 1 } });
    await flow.deploy();
    await flow.post({ numbers: [1, 2] });
    await flow.waitUntilIdle();
    expect(steps.mock.calls).toEqual([[1], [2]]);
  });

  it("cannot be batched if the trigger does not support it", () => {
    const batch = { batchSize: 1 };
    expect(() => platform.flow(fixture, "hook", {}, { batch })).toThrow(
      "does not support batching",
    );
    expect(() => subscribed("", { batch: { batchSize: 0 } })).toThrow("is not a batch size");
  });
});

describe("flows of one instance", () => {
  it("share its cross-flow state and know each other's URLs", async () => {
    const [one, two] = [subscribed(), subscribed()];
    await one.deploy();
    await two.deploy();
    const { crossFlow } = platform.state.load();
    expect(crossFlow).toEqual({ "flow-1-stable": one.url, "flow-2-stable": two.url });
    expect(() => subscribed("", { name: "Flow 1" })).toThrow("There already is a flow Flow 1");
  });

  it("cannot be scheduled if the trigger does not support it", async () => {
    const flow = platform.flow(fixture, "hook");
    await flow.deploy();
    await expect(flow.runScheduled()).rejects.toThrow("hook does not support a schedule");
  });
});
