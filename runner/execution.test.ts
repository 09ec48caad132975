import { deferred } from "./deferred";
import { execute } from "./execution";
import type { ReturnedStates } from "./results";
import { memoryState } from "./state";

const flowNamed = (name: string) => ({ id: name, name, stableId: name });

describe("executions that overlap", () => {
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

  it("leave each other what they did not change", async () => {
    expect(await both(() => undefined)).toEqual({
      flows: { fast: { by: "fast" } },
      crossFlow: { old: 1, fast: 1 },
      integration: { old: 1, fast: 1 },
    });
  });

  it("write a scope that they changed whole: the last to end wins it", async () => {
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

  it("write nothing when they fail", async () => {
    const state = memoryState();
    const failing = execute({ state }, {}, async (context) => {
      Object.assign(Object(context.crossFlowState), { lost: 1 });
      await execute({ state }, {}, async () => ({ crossFlowState: { kept: 1 } }));
      throw new Error("told to fail");
    });
    await expect(failing).rejects.toThrow("told to fail");
    expect(state.load()).toEqual({ flows: {}, crossFlow: { kept: 1 }, integration: {} });
  });
});

describe("returned cross-flow state", () => {
  it("is merged into what there was, and a key set to undefined is gone", async () => {
    const state = memoryState({ crossFlow: { one: 1, two: 2 } });
    await execute({ state }, {}, async () => ({ crossFlowState: { one: undefined, three: 3 } }));
    expect(state.load().crossFlow).toEqual({ two: 2, three: 3 });
  });
});

describe("the context", () => {
  it("names the instance and the execution that it is told", async () => {
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
