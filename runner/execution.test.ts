import { deferred } from "./deferred";
import { execute } from "./execution";
import type { ReturnedStates } from "./results";
import { memoryState } from "./state";

const flowNamed = (name: string) => ({ id: name, name, stableId: name });

describe("overlapping executions", () => {
  const both = async (change: (context: Record<string, unknown>) => ReturnedStates | undefined) => {
    const state = memoryState({ crossFlow: { old: 1 }, integration: { old: 1 } });
    const { promise, resolve } = deferred();
    const slow = execute({ state, flow: flowNamed("slow") }, {}, async (context) => {
      await promise;
      return change(context);
    });
    await execute({ state, flow: flowNamed("fast") }, {}, async () => ({
      instanceState: { by: "fast" },
      crossFlowState: { fast: 1 },
      integrationState: { fast: 1 },
    }));
    resolve();
    await slow;
    return state.load();
  };

  it("preserve each other's changes to other scopes", async () => {
    expect(await both(() => undefined)).toEqual({
      flows: { fast: { by: "fast" } },
      crossFlow: { old: 1, fast: 1 },
      integration: { old: 1, fast: 1 },
    });
  });

  it("replace a scope that they changed: the last to end wins", async () => {
    const change = ({ crossFlowState, instanceState }: Record<string, unknown>) => {
      Object.assign(Object(crossFlowState), { slow: 1 });
      Object.assign(Object(instanceState), { by: "slow" });
      return undefined;
    };
    expect(await both(change)).toEqual({
      flows: { fast: { by: "fast" }, slow: { by: "slow" } },
      crossFlow: { old: 1, slow: 1 },
      integration: { old: 1, fast: 1 },
    });
    expect((await both(() => ({ integrationState: { slow: 1 } }))).integration).toEqual({
      old: 1,
      slow: 1,
    });
  });

  it("save nothing if they fail", async () => {
    const state = memoryState();
    const failing = execute({ state }, {}, async (context) => {
      Object.assign(Object(context.crossFlowState), { lost: 1 });
      await execute({ state }, {}, async () => ({ crossFlowState: { previous: 1 } }));
      throw new Error("forced failure");
    });
    await expect(failing).rejects.toThrow("forced failure");
    expect(state.load()).toEqual({ flows: {}, crossFlow: { previous: 1 }, integration: {} });
  });
});

describe("returned cross-flow state", () => {
  it("is merged into the stored state, and a key set to undefined is removed", async () => {
    const state = memoryState({ crossFlow: { one: 1, two: 2 } });
    await execute({ state }, {}, async () => ({ crossFlowState: { one: undefined, three: 3 } }));
    expect(state.load().crossFlow).toEqual({ two: 2, three: 3 });
  });
});

describe("the context", () => {
  it("has the instance and the execution id of the options", async () => {
    const instance = { id: "instance-7", name: "Seven" };
    await execute({ instance, executionId: "run-1" }, {}, async (context) => {
      expect(context).toMatchObject({
        instance,
        executionId: "run-1",
        executionFrame: { executionId: "run-1" },
      });
      return {};
    });
  });
});
