import { TestReceiver } from "../testSupport/receiver";
import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;
let receiver: TestReceiver;

beforeEach(async () => {
  receiver = await TestReceiver.start();
  zoho = await ListeningSandbox.start();
  await watch();
});
afterEach(async () => {
  await zoho.close();
  await receiver.close();
});

const NONE = { waiting: 0, sent: 0, failed: 0, lost: 0, "not sent": 0, dropped: 0 };
const watch = (more = {}) => {
  const entry = { channel_id: "7", events: ["Leads.all"], notify_url: receiver.url, ...more };
  return zoho.call("POST", "/crm/v8/actions/watch", { watch: [entry] });
};
const pace = (perSecond: unknown) => zoho.control("POST", "notifications/pace", { perSecond });
const flush = (body = {}) => zoho.control("POST", "notifications/flush", body);

describe("control of notifications", () => {
  test("they are POSTed automatically, and listed with their outcomes", async () => {
    await zoho.createLead();
    await receiver.arrived(1);
    expect(receiver.bodies).toMatchObject([{ operation: "insert", channel_id: "7" }]);
    await flush();
    expect(await zoho.control("GET", "notifications?limit=5")).toEqual({
      counts: { ...NONE, sent: 1 },
      notifications: [
        {
          number: 1,
          to: receiver.url,
          channelId: "7",
          userId: expect.any(String),
          body: receiver.bodies[0],
          text: receiver.texts[0],
          status: "sent",
          tries: 1,
          httpStatus: 200,
          dueAt: expect.stringMatching(/Z$/),
        },
      ],
    });
  });

  test("a flush replies when everything due, or with `all` everything, has arrived", async () => {
    await zoho.scenario("notifications-late", { delayMs: 3_600_000 });
    await zoho.createLead();
    await zoho.createLead();
    await flush();
    expect(receiver.bodies).toHaveLength(1);
    expect(await zoho.control("GET", "notifications")).toMatchObject({
      counts: { waiting: 1, sent: 1 },
      notifications: [{ status: "waiting", fault: "notifications-late" }, { status: "sent" }],
    });
    await flush({ all: true });
    expect(receiver.bodies).toHaveLength(2);
  });

  test("setting the clock sends what is due", async () => {
    await zoho.scenario("notifications-late", { delayMs: 3_600_000 });
    await zoho.createLead();
    await zoho.control("POST", "clock", { advanceMs: 3_600_000 });
    await receiver.arrived(1);
    expect(receiver.bodies).toHaveLength(1);
  });

  test("seeds notify only on request; a reset drops channels and notifications", async () => {
    await zoho.control("POST", "seed", { module: "Leads", count: 2 });
    await flush();
    expect(receiver.bodies).toEqual([]);
    await zoho.control("POST", "seed", { module: "Leads", count: 2, notify: true });
    await flush();
    expect(receiver.bodies.flatMap(({ ids }) => ids)).toHaveLength(2);
    await zoho.control("POST", "reset");
    await zoho.createLead();
    await flush({ all: true });
    expect(await zoho.control("GET", "notifications")).toEqual({ counts: NONE, notifications: [] });
    expect(receiver.bodies).toHaveLength(1);
  });

  test("text is the exact body with its token, so it can be replayed", async () => {
    await zoho.control("POST", "reset", { variants: { channelIds: "number" } });
    await watch({ channel_id: "9007199254740993", token: "tok \u20ac" });
    await zoho.createLead();
    await flush();
    const { notifications } = await zoho.control("GET", "notifications");
    const [{ text }] = Array.isArray(notifications) ? notifications : [];
    expect(text).toBe(receiver.texts[0]);
    expect(text).toContain('"channel_id":9007199254740993,"token":"tok \u20ac"');
  });

  test("counts include notifications beyond the last 1,000", async () => {
    await zoho.control("POST", "reset", { variants: { notificationIds: "one" } });
    await watch({ notify_url: "https://hooks.example.test" });
    await zoho.scenario("notifications-lost", { count: 2 });
    await zoho.control("POST", "seed", { module: "Leads", count: 1_003, notify: true });
    await flush();
    const { counts, notifications } = await zoho.control("GET", "notifications?limit=2000");
    expect(counts).toEqual({ ...NONE, lost: 2, "not sent": 1_001 });
    expect(notifications).toHaveLength(1_000);
  });

  test("pace limits deliveries per second of real time; a flush waits for them", async () => {
    await zoho.control("POST", "reset", { variants: { notificationIds: "one" } });
    await watch();
    const seed = (count: number) =>
      zoho.control("POST", "seed", { module: "Leads", count, notify: true });
    expect(await pace(50)).toEqual({ status: "set", perSecond: 50 });
    await seed(6);
    await flush();
    expect(receiver.bodies).toHaveLength(6);
    await pace(1);
    await seed(60);
    expect(Object(await zoho.control("GET", "notifications")).counts.waiting).toBeGreaterThan(0);
    expect(await pace(0)).toEqual({ status: "set", perSecond: 0 });
    await flush();
    expect(receiver.bodies).toHaveLength(66);
  });

  test("a reset ends the pace and drops waiting notifications", async () => {
    await zoho.control("POST", "reset", { variants: { notificationIds: "one" } });
    await watch();
    await pace(1);
    await zoho.control("POST", "seed", { module: "Leads", count: 30, notify: true });
    const waiting = flush();
    await zoho.control("POST", "reset", { variants: { notificationIds: "one" } });
    await waiting;
    expect(receiver.bodies.length).toBeLessThan(30);
    await watch();
    await zoho.control("POST", "seed", { module: "Leads", count: 30, notify: true });
    await flush();
    expect(receiver.bodies.length).toBeGreaterThanOrEqual(30);
  });

  test.each([[-1], [0.5], ["many"], [undefined]])("a pace of %s is refused", async (perSecond) => {
    expect(await pace(perSecond)).toHaveProperty("error");
  });
});
