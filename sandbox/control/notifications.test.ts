import { TestReceiver } from "../testReceiver";
import { ListeningSandbox } from "../testServer";

let zoho: ListeningSandbox;
let receiver: TestReceiver;

beforeEach(async () => {
  receiver = await TestReceiver.start();
  zoho = await ListeningSandbox.start();
  const watch = [{ channel_id: "7", events: ["Leads.all"], notify_url: receiver.url }];
  await zoho.call("POST", "/crm/v8/actions/watch", { watch });
});
afterEach(async () => {
  await zoho.close();
  await receiver.close();
});

const flush = (body = {}) => zoho.control("POST", "notifications/flush", body);

describe("control of notifications", () => {
  test("they are POSTed by themselves, and listed with what became of them", async () => {
    await zoho.createLead();
    await receiver.arrived(1);
    expect(receiver.bodies).toMatchObject([{ operation: "insert", channel_id: "7" }]);
    await flush();
    expect(await zoho.control("GET", "notifications?limit=5")).toEqual({
      notifications: [
        {
          number: 1,
          to: receiver.url,
          channelId: "7",
          userId: expect.any(String),
          body: receiver.bodies[0],
          status: "sent",
          tries: 1,
          httpStatus: 200,
          dueAt: expect.stringMatching(/Z$/),
        },
      ],
    });
  });

  test("a flush answers when what is due has arrived; with all, what is not due has too", async () => {
    await zoho.scenario("notifications-late", { delayMs: 3_600_000 });
    await zoho.createLead();
    await zoho.createLead();
    await flush();
    expect(receiver.bodies).toHaveLength(1);
    expect(await zoho.control("GET", "notifications")).toMatchObject({
      notifications: [{ status: "waiting", fault: "notifications-late" }, { status: "sent" }],
    });
    await flush({ all: true });
    expect(receiver.bodies).toHaveLength(2);
  });

  test("setting the clock sends what became due", async () => {
    await zoho.scenario("notifications-late", { delayMs: 3_600_000 });
    await zoho.createLead();
    await zoho.control("POST", "clock", { advanceMs: 3_600_000 });
    await receiver.arrived(1);
    expect(receiver.bodies).toHaveLength(1);
  });

  test("seeds are told on request only; a reset forgets channels and notifications", async () => {
    await zoho.control("POST", "seed", { module: "Leads", count: 2 });
    await flush();
    expect(receiver.bodies).toEqual([]);
    await zoho.control("POST", "seed", { module: "Leads", count: 2, notify: true });
    await flush();
    expect(receiver.bodies.flatMap(({ ids }) => ids)).toHaveLength(2);
    await zoho.control("POST", "reset");
    await zoho.createLead();
    await flush({ all: true });
    expect(await zoho.control("GET", "notifications")).toEqual({ notifications: [] });
    expect(receiver.bodies).toHaveLength(1);
  });
});
