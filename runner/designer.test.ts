import type { LogLine } from "./context";
import { fixture } from "./fixture";
import type { LiveFlow } from "./liveFlow";
import { Platform } from "./platform";

const logs: LogLine[] = [];
let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start({ instance: { id: "i-1", name: "One" } });
  logs.length = 0;
});
afterEach(() => platform.stop());

/** A flow on the fixture's batch trigger. */
const subscribed = (fault = ""): LiveFlow =>
  platform.flow(fixture, "subscription", { fault }, { logs });

describe("the designer", () => {
  it("listens on a test instance with its own URL and state", async () => {
    const flow = subscribed();
    await flow.deploy();
    const deployed = platform.state.load();
    const test = await flow.enterTestMode();
    expect(test.url).not.toBe(flow.url);
    const send = () => fetch(test.url, { method: "POST", body: "{}" });
    expect((await send()).status).toBe(200);
    await flow.waitUntilIdle();
    expect(flow.executions).toMatchObject([{ by: "test", status: "completed" }]);
    await test.leave();
    expect((await send()).status).toBe(404);
    expect(logs.slice(2).map(({ text }) => text)).toEqual([
      `webhookCreate i-1-test ${test.url} 0`,
      `webhookDelete i-1-test ${test.url} 0`,
    ]);
    expect(platform.state.load()).toEqual(deployed);
    expect((await flow.post({})).status).toBe(200);
    await flow.waitUntilIdle();
  });

  it("stops listening even if a handler throws", async () => {
    const failing = subscribed("create");
    await expect(failing.enterTestMode()).rejects.toThrow("forced failure");
    const flow = subscribed("delete");
    const test = await flow.enterTestMode();
    await expect(test.leave()).rejects.toThrow("forced failure");
    expect((await fetch(test.url, { method: "POST" })).status).toBe(404);
  });

  it("runs a test marked as simulated, which does not touch the deployed state", async () => {
    const contexts: object[] = [];
    const { hook } = fixture.triggers;
    if (!hook) throw new Error("the fixture has no hook");
    const perform: typeof hook.perform = async (context, payload) => {
      contexts.push({ ...context, ...payload });
      return { payload };
    };
    const component = { ...fixture, triggers: { ...fixture.triggers, hook: { ...hook, perform } } };
    const flow = platform.flow(component, "hook");
    expect(await flow.simulate({ id: 1 })).toMatchObject({ handedOver: [{ id: 1 }] });
    await flow.simulate();
    expect(contexts).toMatchObject([
      {
        isSimulatedTestExecution: true,
        instance: { id: "i-1-test" },
        headers: {
          "prismatic-simulated-test-execution": "true",
          "prismatic-invoke-type": "Integration Flow Test",
        },
        rawBody: { data: '{"id":1}' },
      },
      { isSimulatedTestExecution: true, rawBody: { data: null } },
    ]);
    expect(flow.handedOver).toMatchObject([{ by: "test" }, { by: "test" }]);
    const before = platform.state.load();
    expect(await subscribed().simulate({ numbers: [1] })).toMatchObject({ handedOver: [1] });
    expect(platform.state.load()).toEqual(before);
  });
});
