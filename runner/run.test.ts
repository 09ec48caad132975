import type { Connection } from "@prismatic-io/spectral";
import type { LogLine } from "./context";
import { fixture } from "./fixture";
import { runAction, runDataSource, runLifecycle, runTrigger } from "./run";
import { memoryState } from "./state";

const connection: Connection = { key: "none", configVarKey: "Connection", fields: {} };

describe("runAction", () => {
  it("fills in defaults, cleans inputs and passes a full context", async () => {
    const { result, logs } = await runAction(fixture, "echo", { name: "Ana" }, { connection });
    expect(result.data).toEqual({
      connection,
      name: "Ana",
      flag: "true",
      list: [],
      pairs: [],
      late: "10",
      debug: false,
      flow: "Flow 1",
    });
    expect(logs).toEqual([{ level: "info", text: "name is Ana { deep: [ 1 ] }" }]);
  });

  it("omits inputs that the saved flow does not have", async () => {
    const { result } = await runAction(
      fixture,
      "echo",
      { name: "Ana" },
      { connection, fillDefaults: false, debug: true },
    );
    expect(result.data).toEqual({ connection, name: "Ana", debug: true, flow: "Flow 1" });
  });

  it("turns an object for a key-value list into pairs and leaves pairs as they are", async () => {
    const pairs = [
      { key: "a", value: 1 },
      { key: "b", value: "2" },
    ];
    for (const value of [{ a: 1, b: "2" }, pairs]) {
      const values = { name: "Ana", pairs: value };
      const { result } = await runAction(fixture, "echo", values, { connection });
      expect(result.data).toMatchObject({ pairs });
    }
  });

  it.each([
    ["a required input that is missing", {}, connection, 'Input "Name" is required'],
    ["a required input that is empty", { name: "" }, connection, 'Input "Name" is required'],
    ["a missing connection", { name: "Ana" }, undefined, 'Input "Connection" is required'],
    ["an unknown key", { name: "Ana", flog: 1 }, connection, "Did you mean flag?"],
    ["a connection among the values", { connection: {} }, connection, "not one of the values"],
  ])("rejects %s before the action runs", async (_case, values, connected, message) => {
    const logs: LogLine[] = [];
    const run = runAction(fixture, "echo", values, { connection: connected, logs });
    await expect(run).rejects.toThrow(message);
    expect(logs).toEqual([]);
  });

  it("saves state on success only", async () => {
    const state = memoryState({ crossFlow: { other: 1 } });
    await runAction(fixture, "count", {}, { state });
    const saved = state.load();
    expect(saved).toEqual({
      flows: { "flow-1-stable": { runs: 1 } },
      crossFlow: { other: 1, "flow-1-stable": 1 },
      integration: { touched: true },
    });

    const logs: LogLine[] = [];
    const failing = runAction(fixture, "count", { fail: "true" }, { state, logs });
    await expect(failing).rejects.toThrow("forced failure");
    expect(state.load()).toEqual(saved);
    expect(logs).toEqual([{ level: "warn", text: "run 2" }]);

    const { result } = await runAction(fixture, "count", {}, { state });
    expect(result.data).toBe(2);
  });

  it("separates the state of flows", async () => {
    const state = memoryState();
    const flow = { id: "2", name: "Other", stableId: "other" };
    await runAction(fixture, "count", {}, { state });
    const { result } = await runAction(fixture, "count", {}, { state, flow });
    expect(result.data).toBe(1);
    expect(Object.keys(state.load().flows)).toEqual(["flow-1-stable", "other"]);
  });

  it("runs the example of an unsafe action inline, and rejects one without an example", async () => {
    const { result } = await runAction(fixture, "count", {}, { inline: true });
    expect(result.data).toBe(0);
    await expect(runAction(fixture, "broken", {}, { inline: true })).rejects.toThrow(
      "cannot be called inline",
    );
  });

  it("rejects a result without data", async () => {
    await expect(runAction(fixture, "broken", {}, {})).rejects.toThrow('returned no "data"');
  });

  it("suggests the closest action for an unknown key", async () => {
    await expect(runAction(fixture, "eco", {}, {})).rejects.toThrow(
      'There is no action "eco". Did you mean echo? There are: echo, count, broken.',
    );
  });
});

describe("runDataSource", () => {
  it("returns elements and rejects what the designer cannot show", async () => {
    const { result } = await runDataSource(fixture, "good", {}, { connection });
    expect(result.result).toEqual([{ key: "1", label: "One" }]);
    await expect(runDataSource(fixture, "bad", {}, { connection })).rejects.toThrow(
      "did not return a picklist",
    );
  });
});

describe("runTrigger", () => {
  it("saves polling state between polls, but not of a failed one", async () => {
    const state = memoryState();
    const options = { connection, state };
    const first = await runTrigger(fixture, "poll", {}, options);
    expect(first.result).toMatchObject({ resultType: "completed", payload: { body: { data: 1 } } });
    await expect(runTrigger(fixture, "poll", { fail: true }, options)).rejects.toThrow();
    const second = await runTrigger(fixture, "poll", {}, options);
    expect(second.result).toMatchObject({
      resultType: "polled_no_changes",
      payload: { body: { data: 2 } },
    });
  });

  it("resolves items and the next page if batching is on", async () => {
    const options = { connection, batch: { batchSize: 2 } };
    const first = await runTrigger(fixture, "poll", {}, options);
    expect(first.items).toEqual(["a", "b"]);
    expect(first.nextPaginationState).toEqual({ page: 2 });
    const payload = { paginationState: first.nextPaginationState };
    const last = await runTrigger(fixture, "poll", {}, { ...options, payload });
    expect(last.nextPaginationState).toBeNull();
  });

  it("passes parts of the payload", async () => {
    const payload = { headers: { "Content-Type": "text/plain" }, body: { data: { id: "7" } } };
    const { result } = await runTrigger(fixture, "hook", {}, { payload });
    expect(result.payload).toMatchObject({ ...payload, flow: { name: "Flow 1" } });
  });
});

describe("runLifecycle", () => {
  it("saves cross-flow state of handlers, returned or changed in place", async () => {
    const state = memoryState({ flows: { "flow-1-stable": { previous: true } } });
    const options = { state, webhookUrls: { "Flow 1": "https://hooks.example.test/1" } };
    await runLifecycle(fixture, "hook", "webhookCreate", {}, options);
    expect(state.load().crossFlow).toEqual({ "flow-1-stable": "https://hooks.example.test/1" });
    await runLifecycle(fixture, "hook", "webhookDelete", {}, options);
    expect(state.load()).toMatchObject({
      crossFlow: {},
      flows: { "flow-1-stable": { previous: true } },
    });
  });

  it("names a handler that the trigger does not have", async () => {
    await expect(runLifecycle(fixture, "hook", "onInstanceDeploy", {}, {})).rejects.toThrow(
      "The trigger hook has no onInstanceDeploy.",
    );
  });
});
