import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import type { LoadedTrigger } from "./component";
import type { LogLine } from "./context";
import { deferred } from "./deferred";
import { fixture } from "./fixture";
import { BEHAVIOURS, type PlatformBehaviour } from "./platformBehaviour";
import { PollingFlow } from "./pollingFlow";
import { runAction } from "./run";
import { memoryState } from "./state";

const folder = mkdtempSync(path.join(tmpdir(), "runner-polling-"));
const bundle = path.join(folder, "fixture.cjs");

beforeAll(async () => {
  await build({
    stdin: { contents: 'export { fixture as default } from "./fixture";', resolveDir: __dirname },
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Options = NonNullable<ConstructorParameters<typeof PollingFlow>[3]>;

const feed = (values: Record<string, unknown>, options: Options = {}) =>
  new PollingFlow(fixture, "feed", { total: 5, size: 2, ...values }, options);

/** The same component with another feed. */
function withFeed(changed: Partial<LoadedTrigger>) {
  const { feed } = fixture.triggers;
  if (!feed) throw new Error("the fixture has changed");
  return { ...fixture, triggers: { ...fixture.triggers, feed: { ...feed, ...changed } } };
}

const failing = (on: unknown) => (handedOver: unknown) => {
  if (JSON.stringify(handedOver) === JSON.stringify(on)) throw new Error("the step failed");
};

describe.each([
  { where: "in this process", place: {} },
  { where: "in fresh processes", place: { freshProcess: { bundle } } },
])("a flow $where", ({ place }) => {
  const batched = { ...place, batch: { batchSize: 2 } };

  it("continues where the last poll ended, and runs no steps without changes", async () => {
    const flow = feed({}, place);
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
    const flow = feed({ size: 3, total: 8 }, batched);
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
    const flow = feed({}, { ...place, state });
    await flow.poll();
    await flow.poll();
    expect(state.load().crossFlow).toEqual({ feeds: 2, other: 2 });
  });

  it("accepts a page of a thousand items", async () => {
    const outcome = await feed({ total: 1_000, size: 1_000 }, batched).poll();
    expect(outcome.handedOver).toHaveLength(1_000);
  });

  it("passes single items in batches of one", async () => {
    const steps = jest.fn();
    await feed({ total: 2 }, { ...place, batch: { batchSize: 1 } }).poll({ steps });
    expect(steps.mock.calls).toEqual([[0], [1]]);
  });

  it("saves no state if the trigger or a step fails, and repeats that part", async () => {
    const flow = feed({ fault: "throw", at: 2 }, place);
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

    const healthy = feed({}, place);
    const data = { numbers: [0, 1], next: { position: 2 } };
    const stepFailed = await healthy.tryPoll({ steps: failing(data) });
    expect(stepFailed).toMatchObject({ error: { message: "the step failed" }, handedOver: [] });
    expect(healthy.state).toBeUndefined();
    expect((await healthy.poll()).handedOver).toEqual([data]);
  });

  it("reports a thrown value that is not an error", async () => {
    const { error } = await feed({ fault: "throwText" }, place).tryPoll();
    expect(String(error)).toBe("Error: a string");
  });

  it.each([undefined, { batchSize: 2 }])("is killed at once (batch %j)", async (batch) => {
    const { promise: kill, resolve: endExecution } = deferred();
    const lines: LogLine[] = [];
    const onLog = (line: LogLine) => {
      lines.push(line);
      if (line.text.includes("hangs")) endExecution();
    };
    const flow = feed({ fault: "hang" }, { ...place, batch, onLog });
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
    const flow = feed(values, { ...batched, maxPages: 3 });
    await expect(flow.tryPoll()).rejects.toThrow(message);
  });
});

describe("resolvers", () => {
  const resolving = (changed: Partial<LoadedTrigger>) =>
    new PollingFlow(withFeed(changed), "feed", { total: 2, size: 2 }, { batch: { batchSize: 2 } });

  it("pass their items serialized", async () => {
    const items = [{ at: new Date(0), odd: undefined }, [1]];
    const steps = jest.fn();
    const flow = resolving({ resolveTriggerItems: () => items });
    const { handedOver } = await flow.poll({ steps });
    expect(handedOver).toStrictEqual([{ at: "1970-01-01T00:00:00.000Z" }, [1]]);
    expect(steps.mock.calls).toStrictEqual([[handedOver]]);
  });

  // TypeScript would reject these mistakes.
  it.each([
    [{ resolveTriggerItems: () => JSON.parse("null") }, "are not a list"],
    [
      { getNextPaginationState: () => JSON.parse('"2"') },
      "a pagination state that is not an object",
    ],
  ])("must not return anything else: %j", async (changed, message) => {
    await expect(resolving(changed).tryPoll()).rejects.toThrow(message);
  });
});

describe("a killed execution that continues in this process", () => {
  it.each([undefined, { batchSize: 2 }])("has no further effect (batch %j)", async (batch) => {
    const { promise: kill, resolve: endExecution } = deferred();
    const { promise: until, resolve: finish } = deferred();
    const logs: LogLine[] = [];
    const flow = feed({ until }, { batch, onLog: endExecution, logs });
    const steps = jest.fn();
    expect(await flow.tryPoll({ kill, steps })).toMatchObject({ killed: true });
    finish();
    await until;
    await new Promise(setImmediate);
    expect(flow.state).toBeUndefined();
    expect(steps).not.toHaveBeenCalled();
    expect(logs).toEqual([{ level: "info", text: "from 0 " }]);
  });

  it("is killed while its steps run", async () => {
    const { promise: kill, resolve: endExecution } = deferred();
    const { promise: until, resolve: finish } = deferred();
    const flow = feed({});
    const steps = () => {
      endExecution();
      return until;
    };
    expect(await flow.tryPoll({ kill, steps })).toMatchObject({ killed: true, handedOver: [] });
    finish();
    await new Promise(setImmediate);
    expect(flow.state).toBeUndefined();
  });
});

describe("a kill between the pages of a batched run", () => {
  const killedAfter = async (last: unknown, behaviour: Partial<PlatformBehaviour>) => {
    const { promise: kill, resolve: endExecution } = deferred();
    const perform = jest.fn(fixture.triggers.feed?.perform);
    const options = { batch: { batchSize: 1 }, behaviour };
    const values = { total: 5, size: 2 };
    const flow = new PollingFlow(withFeed({ perform }), "feed", values, options);
    const steps = (item: unknown) => {
      if (item === last) endExecution();
    };
    const outcome = await flow.tryPoll({ kill, steps });
    expect(outcome.killed).toBe(true);
    expect(perform).toHaveBeenCalledTimes(2);
    return { ...outcome, state: flow.state };
  };

  it("leaves the dispatched pages and their state", async () => {
    const { handedOver, pages, state } = await killedAfter(2, {});
    expect(handedOver).toEqual([0, 1, 2, 3]);
    expect(pages).toBe(2);
    expect(state).toMatchObject({ position: 4 });
  });

  it("also ends the batches that a page waits for, and saves no state of that page", async () => {
    const { handedOver, state } = await killedAfter(2, { savesStateOnFailedBatch: false });
    expect(handedOver).toEqual([0, 1]);
    expect(state).toMatchObject({ position: 2 });
  });

  it("leaves no state if only that of a complete run is saved", async () => {
    expect((await killedAfter(2, { savesStateOfPages: "last" })).state).toBeUndefined();
  });
});

describe("undocumented behaviour of the platform", () => {
  const batch = { batchSize: 1 };

  it.each([
    [true, "each", 4],
    [true, "last", 4],
    [false, "each", undefined],
    [false, "last", undefined],
  ] as const)(
    "a page sees the state of the previous one: %s (saved: %s)",
    async (nextPageSeesState, savesStateOfPages, saw) => {
      const flow = feed({}, { batch, behaviour: { nextPageSeesState, savesStateOfPages } });
      await flow.poll();
      expect(flow.state).toMatchObject({ position: 5 });
      expect(Object(flow.state).previous).toBe(saw);
    },
  );

  it.each([
    ["each", { position: 2 }],
    ["last", undefined],
  ] as const)("a run with a failing page saves the state: %s", async (savesStateOfPages, saved) => {
    const flow = feed({ fault: "throw", at: 2 }, { batch, behaviour: { savesStateOfPages } });
    expect(await flow.tryPoll()).toMatchObject({ handedOver: [0, 1], error: { code: "FORCED" } });
    if (saved) expect(flow.state).toMatchObject(saved);
    else expect(flow.state).toBeUndefined();
  });

  it.each([
    [true, undefined],
    [true, batch],
    [false, undefined],
    [false, batch],
  ])(
    "a poll without changes saves its state: %s (batch %j)",
    async (savesWithoutChanges, chosen) => {
      const options = { batch: chosen, behaviour: { savesWithoutChanges } };
      const flow = feed({ total: 0 }, options);
      expect(await flow.poll()).toMatchObject({ resultType: "polled_no_changes" });
      expect(flow.state !== undefined).toBe(savesWithoutChanges);
    },
  );

  it.each([
    // others run, state saved, what the steps processed, where the next poll starts
    [true, true, [0, 2, 3, 4], 5],
    [true, false, [0], 0],
    [false, true, [0], 2],
    [false, false, [0], 0],
  ])(
    "after a failed batch others run: %s, and the state is saved: %s",
    async (continuesAfterFailedBatch, savesStateOnFailedBatch, handedOver, position) => {
      for (const savesStateOfPages of ["each", "last"] as const) {
        const behaviour = { continuesAfterFailedBatch, savesStateOnFailedBatch, savesStateOfPages };
        const flow = feed({}, { batch, behaviour });
        const outcome = await flow.tryPoll({ steps: failing(1) });
        expect(outcome).toMatchObject({ handedOver, error: { message: "the step failed" } });
        expect(Number(Object(flow.state).position ?? 0)).toBe(position);
      }
    },
  );

  it("runs the other batches of a page whose state is lost, if the platform continues", async () => {
    for (const [continuesAfterFailedBatch, handedOver] of [
      [true, [1, 2]],
      [false, []],
    ] as const) {
      const behaviour = { continuesAfterFailedBatch, savesStateOnFailedBatch: false };
      const flow = feed({ size: 3 }, { batch, behaviour });
      expect(await flow.tryPoll({ steps: failing(0) })).toMatchObject({ handedOver, pages: 1 });
    }
  });

  it("has at most four combinations, in which every option occurs with both values", () => {
    expect(BEHAVIOURS.length).toBeLessThanOrEqual(4);
    const options = new Map<string, Set<unknown>>();
    for (const [option, value] of BEHAVIOURS.flatMap(({ behaviour }) =>
      Object.entries(behaviour),
    )) {
      options.set(option, (options.get(option) ?? new Set()).add(value));
    }
    expect(options.size).toBe(6);
    expect([...options.values()].map(({ size }) => size)).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

describe("overlapping polls", () => {
  it("each start with the state of that moment, and the last writer wins", async () => {
    const flow = feed({});
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
  ] as Options[][])("save only what they changed: %j", async (options) => {
    const state = memoryState({ flows: { other: { runs: 6 } }, crossFlow: { previous: 1 } });
    const { promise: until, resolve: finish } = deferred();
    const slow = feed({ total: 2 }, { ...options, state }).poll({ steps: () => until });
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
    const flow = feed({}, { state });
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

describe("a fresh process", () => {
  const freshProcess = { bundle };

  it("shares no memory with the previous page, unlike this process", async () => {
    const batch = { batchSize: 2 };
    const fresh = feed({}, { batch, freshProcess });
    await fresh.poll();
    expect(fresh.state).toMatchObject({ position: 5, previous: 4, calls: 1 });
    expect(Object(fresh.state).pid).not.toBe(process.pid);
    const same = feed({}, { batch });
    await same.poll();
    expect(Object(same.state).calls).toBeGreaterThan(1);
    expect(same.state).toMatchObject({ pid: process.pid });
  });

  it("gets the environment that says where the local Zoho is", async () => {
    process.env.ZOHO_SANDBOX_ORIGIN = "http://127.0.0.1:1";
    try {
      const flow = feed({}, { freshProcess });
      await flow.poll();
      expect(flow.state).toMatchObject({ origin: "http://127.0.0.1:1" });
    } finally {
      delete process.env.ZOHO_SANDBOX_ORIGIN;
    }
  });

  it("can have a wrong clock", async () => {
    const year = 365 * 86_400_000;
    const flow = feed({}, { freshProcess: { bundle, dateOffsetMs: year } });
    const ahead = async (options: { dateOffsetMs?: number }) => {
      const before = Date.now();
      await flow.poll(options);
      const { at, createdAt } = Object(flow.state);
      expect(Math.abs(Date.parse(createdAt) - at)).toBeLessThan(year / 2);
      return { least: at - Date.now(), most: at - before };
    };
    const { least, most } = await ahead({});
    expect(least).toBeLessThanOrEqual(year);
    expect(most).toBeGreaterThanOrEqual(year);
    const behind = await ahead({ dateOffsetMs: -year });
    expect(behind.least).toBeLessThanOrEqual(-year);
    expect(behind.most).toBeGreaterThanOrEqual(-year);
  });

  it("has ended after a kill", async () => {
    const { promise: kill, resolve: endExecution } = deferred();
    let pid = 0;
    const onLog = ({ text }: LogLine) => {
      pid = Number(/process (\d+)/.exec(text)?.[1] ?? 0);
      if (pid) endExecution();
    };
    const flow = feed({ fault: "hang" }, { freshProcess, onLog });
    expect(await flow.tryPoll({ kill })).toMatchObject({ killed: true });
    expect(pid).toBeGreaterThan(0);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  it("fails the poll if it exits by itself, with its output", async () => {
    const { error } = await feed({ fault: "exit" }, { freshProcess }).tryPoll();
    expect(String(error)).toContain("The process ended with 3: unexpected");
  });

  it("loads the built component by default", async () => {
    const { error } = await feed({}, { freshProcess: true }).tryPoll();
    // dist/index.js has no such trigger.
    expect(String(error)).toContain("undefined");
  });
});
