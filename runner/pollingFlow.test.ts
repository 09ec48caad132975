import type { LogLine } from "./context";
import { deferred } from "./deferred";
import { bundleFixture, failOn, feedFlow, withFeed } from "./feedFlow";
import { fixture } from "./fixture";
import { PollingFlow, type PollingFlowOptions } from "./pollingFlow";
import { runAction } from "./run";
import { memoryState } from "./state";

const bundle = bundleFixture();

describe.each([
  { where: "in this process", place: {} },
  { where: "in fresh processes", place: { freshProcess: { bundle } } },
])("a flow $where", ({ place }) => {
  const batched = { ...place, batch: { batchSize: 2 } };

  it("continues where the last poll ended, and runs no steps without changes", async () => {
    const flow = feedFlow({}, place);
    expect(flow.state).toBeUndefined();
    const steps = jest.fn();
    const polls = [];
    for (let poll = 0; poll < 4; poll += 1) polls.push(await flow.poll({ steps }));
    expect(
      polls.map(({ handedOver, resultType, pages }) => [handedOver, resultType, pages]),
    ).toStrictEqual([
      [[{ numbers: [0, 1], next: { position: 2 } }], "completed", 1],
      [[{ numbers: [2, 3], next: { position: 4 } }], "completed", 1],
      [[{ numbers: [4], next: null }], "completed", 1],
      [[], "polled_no_changes", 1],
    ]);
    expect(steps.mock.calls).toStrictEqual(polls.slice(0, 3).map(({ handedOver }) => handedOver));
    expect(flow.state).toMatchObject({ position: 5, previous: 5, invoked: "Scheduled" });
    expect(polls.at(-1)).toMatchObject({
      killed: false,
      logs: [{ level: "info", text: "from 5 " }],
      stateBytes: JSON.stringify(flow.state).length,
      milliseconds: expect.any(Number),
    });
  });

  it("follows the pages of a batched run and splits them into batches", async () => {
    const steps = jest.fn();
    const flow = feedFlow({ size: 3, total: 8 }, batched);
    const outcome = await flow.poll({ steps });
    expect(outcome).toMatchObject({ handedOver: [0, 1, 2, 3, 4, 5, 6, 7], pages: 3 });
    expect(outcome.logs.map(({ text }) => text)).toEqual(["from 0 ", "from 3 ", "from 6 "]);
    expect(steps.mock.calls).toEqual([[[0, 1]], [[2]], [[3, 4]], [[5]], [[6, 7]]]);
    expect(flow.state).toMatchObject({ pageKeys: ["position"] });
    expect(await flow.poll({ steps })).toMatchObject({
      resultType: "polled_no_changes",
      handedOver: [],
      pages: 1,
    });
    expect(steps).toHaveBeenCalledTimes(5);
  });

  it("saves other state that the trigger changed", async () => {
    const state = memoryState({ crossFlow: { old: 1, other: 2 } });
    const flow = feedFlow({}, { ...place, state });
    await flow.poll();
    await flow.poll();
    expect(state.load().crossFlow).toEqual({ feeds: 2, other: 2 });
  });

  it("accepts a page of a thousand items", async () => {
    const outcome = await feedFlow({ total: 1_000, size: 1_000 }, batched).poll();
    expect(outcome.handedOver).toHaveLength(1_000);
  });

  it("passes single items in batches of one", async () => {
    const steps = jest.fn();
    await feedFlow({ total: 2 }, { ...place, batch: { batchSize: 1 } }).poll({ steps });
    expect(steps.mock.calls).toEqual([[0], [1]]);
  });

  it("saves no state if the trigger or a step fails, and repeats that part", async () => {
    const flow = feedFlow({ fault: "throw", at: 2 }, place);
    await flow.poll();
    const before = flow.state;
    const steps = jest.fn();
    const failed = await flow.tryPoll({ steps });
    expect(failed).toMatchObject({
      error: { name: "FeedError", message: "forced failure", code: "FORCED" },
      handedOver: [],
      logs: [{ level: "info", text: "from 2 throw" }],
    });
    await expect(flow.poll({ steps })).rejects.toThrow("forced failure");
    expect(steps).not.toHaveBeenCalled();
    expect(flow.state).toEqual(before);

    const healthy = feedFlow({}, place);
    const data = { numbers: [0, 1], next: { position: 2 } };
    const stepFailed = await healthy.tryPoll({ steps: failOn(data) });
    expect(stepFailed).toMatchObject({ error: { message: "the step failed" }, handedOver: [] });
    expect(healthy.state).toBeUndefined();
    expect((await healthy.poll()).handedOver).toEqual([data]);
  });

  it("reports a thrown value that is not an error", async () => {
    const { error } = await feedFlow({ fault: "throwText" }, place).tryPoll();
    expect(String(error)).toBe("Error: a string");
  });

  it.each([undefined, { batchSize: 2 }])("is killed at once (batch %j)", async (batch) => {
    const { promise: kill, resolve: endExecution } = deferred();
    const lines: LogLine[] = [];
    const onLog = (line: LogLine) => {
      lines.push(line);
      if (line.text.includes("hangs")) endExecution();
    };
    const flow = feedFlow({ fault: "hang" }, { ...place, batch, onLog });
    const outcome = await flow.tryPoll({ kill });
    expect(outcome).toMatchObject({ killed: true, handedOver: [], pages: 0 });
    expect(outcome).not.toHaveProperty("error");
    expect(lines.map(({ text }) => text.replace(/\d{2,}/, "N"))).toEqual([
      "from 0 hang",
      "process N hangs",
    ]);
    expect(outcome.logs).toEqual(lines);
    expect(flow.state).toBeUndefined();
    await expect(flow.poll({ kill })).rejects.toThrow("killed");
  });

  it.each([
    [{ total: 1_001, size: 1_001 }, "has 1001 items on a page"],
    [{ fault: "noChanges", at: 2 }, "the platform would hang"],
    [{ fault: "noChanges", at: 0 }, "they would be lost"],
    [{ fault: "again", total: 0 }, 'loops: it returns {"position":0} again'],
    [{ fault: "again", at: 2 }, "has not ended after 3 pages"],
  ])("rejects what breaks the contract: %j", async (values, message) => {
    const flow = feedFlow(values, { ...batched, maxPages: 3 });
    await expect(flow.tryPoll()).rejects.toThrow(message);
  });
});

describe("overlapping polls", () => {
  it("each start with the state of that moment, and the last writer wins", async () => {
    const flow = feedFlow({});
    const { promise: until, resolve: finish } = deferred();
    const slow = flow.poll({ steps: () => until });
    const fast = [await flow.poll(), await flow.poll()];
    expect(fast.flatMap(({ handedOver }) => handedOver)).toMatchObject([
      { numbers: [0, 1] },
      { numbers: [2, 3] },
    ]);
    expect(flow.state).toMatchObject({ position: 4 });
    finish();
    expect((await slow).handedOver).toMatchObject([{ numbers: [0, 1] }]);
    expect(flow.state).toMatchObject({ position: 2 });
    expect(flow.state).not.toHaveProperty("previous");
  });

  it.each([
    [{}],
    [{ batch: { batchSize: 2 }, behaviour: { savesStateOnFailedBatch: false } }],
    [{ batch: { batchSize: 2 }, behaviour: { savesStateOfPages: "last" } }],
  ] as PollingFlowOptions[][])("save only what they changed: %j", async (options) => {
    const state = memoryState({ flows: { other: { runs: 6 } }, crossFlow: { previous: 1 } });
    const { promise: until, resolve: finish } = deferred();
    const slow = feedFlow({ total: 2 }, { ...options, state }).poll({ steps: () => until });
    const other = { id: "2", name: "Other", stableId: "other" };
    await runAction(fixture, "count", {}, { state, flow: other });
    finish();
    await slow;
    const { flows, integration, crossFlow } = state.load();
    expect(flows.other).toEqual({ runs: 7 });
    expect(flows["flow-1-stable"]).toBeDefined();
    expect(integration).toEqual({ touched: true });
    // The last writer replaces the scope.
    expect(crossFlow).toEqual({ previous: 1, feeds: 1 });
  });
});

describe("a replaced state", () => {
  it("is what the trigger finds; other state of the flow stays", async () => {
    const own = { runs: 1, __prismaticInternal: { other: true } };
    const state = memoryState({ flows: { "flow-1-stable": own } });
    const flow = feedFlow({}, { state });
    flow.setState({ position: 4 });
    expect((await flow.poll()).handedOver).toMatchObject([{ numbers: [4] }]);
    expect(state.load().flows["flow-1-stable"]).toMatchObject(own);
    flow.setState("corrupt");
    expect(flow.state).toBe("corrupt");
    expect((await flow.poll()).handedOver).toMatchObject([{ numbers: [0, 1] }]);
    flow.setState(undefined);
    expect(flow.state).toBeUndefined();
    expect(state.load().flows["flow-1-stable"]).toEqual(own);
  });
});

describe("a flow that the designer would not save", () => {
  it.each([
    ["hook", {}, "hook is not a polling trigger"],
    ["nothing", {}, 'There is no trigger "nothing"'],
    ["feed", { batch: { batchSize: 0 } }, "0 is not a batch size"],
  ])("is rejected: %s %j", (key, options, message) => {
    expect(() => new PollingFlow(fixture, key, {}, options)).toThrow(message);
  });

  it("is rejected: batching that the trigger does not support", () => {
    const options = { batch: { batchSize: 1 } };
    const component = withFeed({ resolveTriggerItems: undefined });
    expect(() => new PollingFlow(component, "feed", {}, options)).toThrow(
      "does not support batching",
    );
  });
});
