import { connect } from "node:net";
import type { LoadedComponent, LoadedTrigger } from "./component";
import { deferred } from "./deferred";
import { fixture } from "./fixture";
import type { LiveFlow, LiveFlowOptions } from "./liveFlow";
import { Platform, type PlatformOptions } from "./platform";

const platforms: Platform[] = [];
afterEach(() => Promise.all(platforms.splice(0).map((platform) => platform.stop())));

async function started(options?: PlatformOptions): Promise<Platform> {
  const platform = await Platform.start(options);
  platforms.push(platform);
  return platform;
}

/** A deployed flow on the fixture's plain trigger, which hands over what it is sent. */
async function hooked(options: LiveFlowOptions & { on?: Platform } = {}): Promise<LiveFlow> {
  const { on = await started(), ...rest } = options;
  const flow = on.flow(fixture, "hook", {}, rest);
  await flow.deploy();
  return flow;
}

/** The fixture with another perform of its plain trigger. */
function withHook(perform: LoadedTrigger["perform"]): LoadedComponent {
  const { hook } = fixture.triggers;
  if (!hook) throw new Error("the fixture has changed");
  return { ...fixture, triggers: { ...fixture.triggers, hook: { ...hook, perform } } };
}

const data = (flow: LiveFlow): unknown[] => flow.handedOver.map((one) => one.data);

describe("a webhook call", () => {
  it("is answered with the id of its execution, whose steps get the parsed body", async () => {
    const flow = await hooked();
    const before = Date.now();
    const { status, text } = await flow.post({ id: "7" });
    expect({ status, answer: JSON.parse(text) }).toEqual({
      status: 200,
      answer: { executionId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    await flow.waitUntilIdle();
    expect(flow.handedOver).toEqual([{ data: { id: "7" }, at: expect.any(Number), by: "webhook" }]);
    expect(flow.handedOver[0]?.at).toBeGreaterThanOrEqual(before);
    expect(flow.executions).toEqual([
      { by: "webhook", status: "completed", milliseconds: expect.any(Number) },
    ]);
  });

  it("reaches the trigger as it was sent", async () => {
    const payloads: object[] = [];
    const contexts: object[] = [];
    const component = withHook(async (context, payload) => {
      payloads.push(payload);
      contexts.push(context);
      return { payload };
    });
    const platform = await started({ instance: { id: "i-7", name: "Seven" } });
    const flow = platform.flow(component, "hook", {}, { name: "Orders" });
    const other = platform.flow(component, "hook", {}, { name: "Other" });
    await flow.deploy();
    const reply = await fetch(`${flow.url}/deep/er?a=1&b=%20`, {
      method: "POST",
      body: '{"id":1}',
      headers: { "content-type": "application/json; charset=utf-8" },
    });
    const { executionId } = Object(await reply.json());
    await flow.waitUntilIdle();
    expect(payloads[0]).toMatchObject({
      headers: { "content-type": "application/json; charset=utf-8" },
      queryParameters: { a: "1", b: " " },
      pathFragment: "deep/er",
      rawBody: { data: '{"id":1}', contentType: "application/json; charset=utf-8" },
      body: { data: { id: 1 }, contentType: "application/json; charset=utf-8" },
      instance: { id: "i-7", name: "Seven" },
      flow: { name: "Orders" },
      webhookUrls: { Orders: flow.url, Other: other.url },
      invokeUrl: flow.url,
      executionId,
    });
    expect(contexts[0]).toMatchObject({ executionId, instance: { id: "i-7" } });
    expect(flow.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/trigger\/[\w=]{70,}$/);
    expect(new Set([flow.url, other.url]).size).toBe(2);

    await flow.post("no json", { "X-Custom-Name": "As Sent" });
    await flow.post("{}", { "Content-Type": "text/plain" });
    await flow.waitUntilIdle();
    expect(payloads[1]).toMatchObject({
      headers: { "X-Custom-Name": "As Sent", "Content-Type": "application/json" },
      body: { data: "no json" },
    });
    expect(payloads[2]).toMatchObject({ rawBody: { data: "{}" }, body: { data: "{}" } });
  });

  it("reaches the trigger as bytes if it is not text", async () => {
    const payloads: object[] = [];
    const component = withHook(async (_context, payload) => ({
      payload: { ...payload, seen: payloads.push(payload) },
    }));
    const platform = await started();
    const flow = platform.flow(component, "hook");
    await flow.deploy();
    await fetch(flow.url, { method: "POST", body: new Uint8Array([0xff, 0]) });
    await flow.waitUntilIdle();
    expect(payloads).toMatchObject([{ rawBody: { data: Buffer.from([0xff, 0]) } }]);
  });

  it("is rejected at a URL without a deployed flow", async () => {
    const platform = await started();
    const flow = platform.flow(fixture, "hook");
    expect((await flow.post({})).status).toBe(404);
    await flow.deploy();
    for (const url of [`${flow.url}x`, flow.url.replace("/trigger/", "/other/")]) {
      expect((await fetch(url, { method: "POST" })).status).toBe(404);
    }
    await flow.waitUntilIdle();
    expect(flow.executions).toEqual([]);
  });

  it("may have a body of up to six megabytes", async () => {
    const flow = await hooked({ steps: () => undefined });
    const text = (bytes: number) => `"${"a".repeat(bytes - 2)}"`;
    expect((await flow.post(text(6 * 1024 * 1024))).status).toBe(200);
    expect((await flow.post(text(6 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await flow.post(text(20_000_000))).status).toBe(413);
    await flow.waitUntilIdle();
    expect(data(flow)).toEqual(["a".repeat(6 * 1024 * 1024 - 2)]);
  });

  it("that is aborted halfway or is not HTTP has no effect", async () => {
    const flow = await hooked();
    const { port, pathname } = new URL(flow.url);
    for (const sent of [
      `POST ${pathname} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{`,
      "odd\r\n\r\n",
    ]) {
      await new Promise((resolve) => {
        const socket = connect(Number(port), "127.0.0.1", () => socket.end(sent));
        socket.resume().on("close", resolve);
      });
    }
    expect((await flow.post({ id: 1 })).status).toBe(200);
    await flow.waitUntilIdle();
    expect(data(flow)).toEqual([{ id: 1 }]);
  });
});

describe("the limit of executions", () => {
  it("rejects further calls of the instance until an execution ends", async () => {
    const platform = await started({ maxExecutions: 2 });
    const { promise, resolve } = deferred();
    const one = await hooked({ on: platform, steps: () => promise });
    const other = await hooked({ on: platform, steps: () => promise });
    const elsewhere = await hooked();
    const statuses = [];
    for (const flow of [one, other, one, other, elsewhere]) {
      statuses.push((await flow.post({})).status);
    }
    expect(statuses).toEqual([200, 200, 429, 429, 200]);
    expect(platform.rejectedCalls).toBe(2);
    resolve();
    await Promise.all([one.waitUntilIdle(), other.waitUntilIdle()]);
    expect((await one.post({})).status).toBe(200);
    await one.waitUntilIdle();
    expect([one.executions.length, other.executions.length]).toEqual([2, 1]);
  });
});

describe("a receiver that is unreachable", () => {
  it("drops connections until it is reachable again", async () => {
    const flow = await hooked();
    flow.isReachable = false;
    await expect(flow.post({})).rejects.toMatchObject({ code: "ECONNRESET" });
    flow.isReachable = true;
    expect((await flow.post({ id: 1 })).status).toBe(200);
    await flow.waitUntilIdle();
    expect(data(flow)).toEqual([{ id: 1 }]);
  });

  it("stays closed once the platform has stopped, even while executions run", async () => {
    const { promise, resolve } = deferred();
    const platform = await Platform.start();
    const flow = await hooked({ on: platform, steps: () => promise });
    await flow.post({});
    await platform.stop();
    await expect(flow.post({})).rejects.toMatchObject({ code: "ECONNREFUSED" });
    resolve();
    await flow.waitUntilIdle();
    expect(flow.executions).toHaveLength(1);
  });
});

describe("the answer", () => {
  const failing = withHook(async () => {
    throw new Error("forced failure");
  });
  const responding = withHook(async (_context, payload) => ({
    payload,
    response: { statusCode: 201, contentType: "text/plain", body: "done", headers: { "x-a": "1" } },
  }));

  it.each([
    { answersAfterTrigger: false, component: failing, status: 200, text: "executionId" },
    { answersAfterTrigger: true, component: failing, status: 500, text: "executionId" },
    { answersAfterTrigger: false, component: responding, status: 200, text: "executionId" },
    { answersAfterTrigger: true, component: responding, status: 201, text: "done" },
    { answersAfterTrigger: true, component: fixture, status: 200, text: "executionId" },
  ])("waits for the trigger: $answersAfterTrigger, $status", async (testCase) => {
    const { answersAfterTrigger, component, status, text } = testCase;
    const platform = await started();
    const steps = () => {
      throw new Error("the step failed");
    };
    const options = { behaviour: { answersAfterTrigger }, steps };
    const flow = platform.flow(component, "hook", {}, options);
    await flow.deploy();
    expect(await flow.post({})).toEqual({ status, text: expect.stringContaining(text) });
    await flow.waitUntilIdle();
    const message = component === failing ? "forced failure" : "the step failed";
    expect(flow.executions).toMatchObject([{ status: "failed", error: { message } }]);
    expect(flow.handedOver).toEqual([]);
  });

  it("does not wait for the steps", async () => {
    const { promise, resolve } = deferred();
    const flow = await hooked({ behaviour: { answersAfterTrigger: true }, steps: () => promise });
    expect((await flow.post({})).status).toBe(200);
    expect(flow.executions).toEqual([]);
    resolve();
    await flow.waitUntilIdle();
  });
});

describe("a trigger that breaks the platform's contract", () => {
  it("rejects the wait until the flow is idle", async () => {
    const { subscription } = fixture.triggers;
    if (!subscription) throw new Error("the fixture has changed");
    const items = Array.from({ length: 1_001 }, () => 1);
    const changed = { ...subscription, resolveTriggerItems: () => items };
    const component = { ...fixture, triggers: { ...fixture.triggers, subscription: changed } };
    const platform = await started();
    const flow = platform.flow(component, "subscription");
    await flow.deploy();
    await flow.post({});
    await expect(flow.waitUntilIdle()).rejects.toThrow("1001 items on a page");
    await expect(flow.simulate({})).rejects.toThrow("1001 items on a page");
    await flow.waitUntilIdle();
    expect(flow.executions).toMatchObject([{ status: "failed" }, { status: "failed" }]);
  });
});
