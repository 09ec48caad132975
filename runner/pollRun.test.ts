import type { LoadedTrigger } from "./component";
import type { LogLine } from "./context";
import { deferred } from "./deferred";
import { feedFlow, withFeed } from "./feedFlow";
import { fixture } from "./fixture";
import type { PlatformBehaviour } from "./platformBehaviour";
import { PollingFlow } from "./pollingFlow";

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
    const flow = feedFlow({ until }, { batch, onLog: endExecution, logs });
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
    const flow = feedFlow({});
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
