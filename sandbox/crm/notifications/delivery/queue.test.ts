import { getFirst, type TestSandbox } from "../../../testSupport/calls";
import { TestWatch } from "../../../testSupport/watch";

let hook: TestWatch;

beforeEach(async () => {
  hook = await TestWatch.start();
});
afterEach(() => hook.close());

const fault = (name: string, parameters = {}, match = {}) => ({
  name,
  match,
  count: 1,
  parameters,
});

describe("delivery of notifications", () => {
  /**
   * Creates leads in separate calls and returns what arrived.
   */
  const arrived = async (zoho: TestSandbox, ...names: string[]) => {
    const ids: string[] = [];
    for (const Last_Name of names) {
      ids.push(zoho.create("Leads", { Last_Name }));
      await Promise.resolve();
    }
    const named = (values: unknown) => names[ids.indexOf(String(Object(values)[0]))];
    return { read: () => hook.receiver.ids.map(named) };
  };

  test("in order, without a flush", async () => {
    const { zoho, watch } = hook.sandbox();
    watch({});
    const { read } = await arrived(zoho, "A", "B", "C");
    await hook.receiver.arrived(3);
    expect(read()).toEqual(["A", "B", "C"]);
  });

  test.each([
    ["notifications-duplicated", ["A", "A", "B", "C"]],
    ["notifications-out-of-order", ["B", "A", "C"]],
    ["notifications-lost", ["B", "C"]],
    ["notifications-late", ["B", "C"]],
  ])("%s", async (name, expected) => {
    const { zoho, watch, scenarios, notifier } = hook.sandbox();
    watch({});
    scenarios.add(fault(name));
    const { read } = await arrived(zoho, "A", "B", "C");
    await notifier.flush(false);
    expect(read()).toEqual(expected);
    expect(notifier.log.last(9)[0]?.fault).toBe(name);
  });

  test("a late one arrives at its time by the clock, or with a flush of all", async () => {
    const { zoho, watch, scenarios, notifier } = hook.sandbox();
    watch({});
    scenarios.add({ ...fault("notifications-late", { delayMs: 60_000 }), count: 2 });
    const { read } = await arrived(zoho, "A");
    zoho.clock.advance(60_000);
    notifier.clockChanged();
    await notifier.flush(false);
    expect(read()).toEqual(["A"]);
    zoho.create("Leads", { Last_Name: "B" });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toHaveLength(1);
    await notifier.flush(true);
    expect(hook.receiver.bodies).toHaveLength(2);
  });

  test("a held one arrives with a flush if nothing follows", async () => {
    const { zoho, watch, scenarios, notifier } = hook.sandbox();
    watch({});
    scenarios.add(fault("notifications-out-of-order"));
    const { read } = await arrived(zoho, "A");
    expect(notifier.log.last(1)).toMatchObject([{ status: "waiting", tries: 0 }]);
    await notifier.flush(false);
    expect(read()).toEqual(["A"]);
  });

  test("if every one is held, pairs arrive in reverse order", async () => {
    const { zoho, watch, scenarios, notifier } = hook.sandbox();
    watch({});
    scenarios.add({ ...fault("notifications-out-of-order"), count: 0 });
    const { read } = await arrived(zoho, "A", "B", "C", "D", "E");
    await notifier.flush(false);
    expect(read()).toEqual(["B", "A", "D", "C", "E"]);
  });

  test("one in flight, in the variant up to 50", async () => {
    const arriveAtOnce = async (expected: number, variants: Record<string, unknown> = {}) => {
      const { zoho, watch, notifier } = hook.sandbox({ ...variants, notificationIds: "one" });
      watch({});
      hook.receiver.bodies.length = 0;
      let open = () => undefined as unknown;
      hook.receiver.gate = new Promise((resolve) => {
        open = resolve;
      });
      const data = Array.from({ length: 60 }, () => ({ Last_Name: "Rao" }));
      zoho.crm("POST", "/Leads", { body: { data } });
      await hook.receiver.arrived(expected);
      expect(notifier.log.last(60).filter(({ tries }) => tries > 0)).toHaveLength(expected);
      open();
      await notifier.flush(false);
      expect(hook.receiver.bodies).toHaveLength(60);
    };
    await arriveAtOnce(1);
    await arriveAtOnce(50, { notificationsAtOnce: "many" });
  });

  test("a scenario can select the receiver", async () => {
    const { zoho, watch, scenarios, notifier } = hook.sandbox();
    watch({});
    scenarios.add(fault("notifications-lost", {}, { path: "/other" }));
    scenarios.add(fault("notifications-lost", {}, { path: "^/hook$", nth: 2 }));
    const { read } = await arrived(zoho, "A", "B", "C");
    await notifier.flush(false);
    expect(read()).toEqual(["A", "C"]);
  });
});

describe("receivers that fail (facts 8: no schedule is published)", () => {
  const failing = async (failedNotification: string, receiver: object = { status: 500 }) => {
    const box = hook.sandbox({ failedNotification });
    box.watch({});
    Object.assign(hook.receiver, receiver);
    box.zoho.create("Leads", { Last_Name: "Rao" });
    await box.notifier.flush(false);
    return box;
  };

  test("drop: one try, the channel stays", async () => {
    const { zoho, notifier } = await failing("drop");
    expect(notifier.log.last(1)).toMatchObject([{ status: "failed", tries: 1, httpStatus: 500 }]);
    await notifier.flush(true);
    expect(hook.receiver.bodies).toHaveLength(1);
    expect(zoho.crm("GET", "/actions/watch").status).toBe(200);
  });

  test("retry: again after 5, 10, 20 and 40 seconds, then no more", async () => {
    const { zoho, notifier } = await failing("retry");
    for (const seconds of [5, 10, 20, 40]) {
      const before = hook.receiver.bodies.length;
      zoho.clock.advance(seconds * 1000 - 1000);
      await notifier.flush(false);
      expect(hook.receiver.bodies).toHaveLength(before);
      zoho.clock.advance(1000);
      await notifier.flush(false);
      expect(hook.receiver.bodies).toHaveLength(before + 1);
    }
    expect(notifier.log.last(1)).toMatchObject([{ status: "failed", tries: 5 }]);
  });

  test("retry: until it is accepted", async () => {
    const { zoho, notifier } = await failing("retry");
    hook.receiver.status = 204;
    zoho.clock.advance(5000);
    await notifier.flush(false);
    expect(notifier.log.last(1)).toMatchObject([{ status: "sent", tries: 2, httpStatus: 204 }]);
  });

  test("disable: the channel is removed", async () => {
    const { zoho } = await failing("disable");
    expect(zoho.crm("GET", "/actions/watch").status).toBe(204);
  });

  test.each([
    ["429", { status: 429 }, { httpStatus: 429 }],
    ["a redirect", { status: 302 }, { httpStatus: 302 }],
    ["a broken connection", { isBroken: true }, { error: expect.any(String) }],
  ])("%s fails as well, with the same consequences", async (_name, receiver, shown) => {
    const dropped = await failing("drop", receiver);
    expect(dropped.notifier.log.last(1)).toMatchObject([{ status: "failed", tries: 1, ...shown }]);
    expect(dropped.notifier.log.counts()).toMatchObject({ waiting: 0, sent: 0, failed: 1 });
    const retried = await failing("retry", receiver);
    expect(retried.notifier.log.last(1)).toMatchObject([{ status: "waiting", tries: 1, ...shown }]);
    expect(retried.notifier.log.counts()).toMatchObject({ waiting: 1, failed: 0 });
    const disabled = await failing("disable", receiver);
    expect(disabled.zoho.crm("GET", "/actions/watch").status).toBe(204);
  });

  test("no listener: failed with the reason; other hosts are never called", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    watch({ notify_url: "http://127.0.0.1:9/hook" });
    watch({ channel_id: "2", notify_url: "https://hooks.example.test/hook" });
    zoho.create("Leads", { Last_Name: "Rao" });
    await notifier.flush(false);
    expect(notifier.log.last(2)).toMatchObject([
      { to: "http://127.0.0.1:9/hook", status: "failed", error: expect.any(String) },
      { to: "https://hooks.example.test/hook", status: "not sent", tries: 0 },
    ]);
  });

  test("an overwritten channel notifies the new URL", async () => {
    const { zoho, watch, notifier } = hook.sandbox();
    watch({ notify_url: "https://hooks.example.test/old" });
    expect(getFirst(watch({}), "watch")).toMatchObject({ code: "SUCCESS" });
    zoho.create("Leads", { Last_Name: "Rao" });
    await notifier.flush(false);
    expect(hook.receiver.bodies).toHaveLength(1);
  });
});
