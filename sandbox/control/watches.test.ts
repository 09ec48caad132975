import { ListeningSandbox } from "../testSupport/server";

let zoho: ListeningSandbox;

beforeEach(async () => {
  zoho = await ListeningSandbox.start();
  await zoho.control("POST", "clock", { now: "2026-01-01T10:00:00.500+05:30" });
});
afterEach(() => zoho.close());

const authorization = (token: string) => ({ authorization: `Zoho-oauthtoken ${token}` });
/** Enables the channel 7 of a user. */
function enable(token = "sandbox", more = {}) {
  const entry = {
    channel_id: "7",
    events: ["Leads.all"],
    notify_url: "https://hooks.example.test",
  };
  const watch = [{ ...entry, ...more }];
  return zoho.call("POST", "/crm/v8/actions/watch", { watch }, undefined, authorization(token));
}
const statusFor = async (token: string) =>
  (await zoho.call("GET", "/crm/v8/actions/watch", undefined, undefined, authorization(token)))
    .status;
const shown = async () => (await zoho.control("GET", "watches")).watches;

describe("control of channels (facts 8)", () => {
  test("watches shows the channels of all users, without tokens", async () => {
    await enable("sandbox", { token: "hush", notify_url: "https://hooks.example.test/a" });
    await enable("sandbox-boyle", { channel_id: "9007199254740993", events: ["Deals.edit"] });
    const userId = expect.stringMatching(/^\d+$/);
    const watches = await shown();
    expect(watches).toMatchObject([
      {
        channelId: "7",
        userId,
        notifyUrl: "https://hooks.example.test/a",
        events: ["Leads.edit", "Leads.create", "Leads.delete"],
        expiresAt: "2026-01-01T05:30:00.000Z",
        hasToken: true,
      },
      { channelId: "9007199254740993", userId, events: ["Deals.edit"], hasToken: false },
    ]);
    expect(JSON.stringify(watches)).not.toContain("hush");
  });

  test("a channel expires by the clock", async () => {
    await enable();
    await zoho.control("POST", "clock", { advanceMs: 3_600_000 });
    expect(await shown()).toEqual([]);
    expect(await statusFor("sandbox")).toBe(204);
  });

  test("channels of one user, or of all, can be removed", async () => {
    for (const token of ["sandbox", "sandbox-boyle", "sandbox-chiyo"]) await enable(token);
    await enable("sandbox", { channel_id: "8" });
    const watches = await shown();
    const [, boyle] = Array.isArray(watches) ? watches : [];
    const one = `watches?channel_id=7&user_id=${boyle.userId}`;
    expect(await zoho.control("DELETE", one)).toEqual({ status: "removed", count: 1 });
    expect([await statusFor("sandbox-boyle"), await statusFor("sandbox-chiyo")]).toEqual([
      204, 200,
    ]);
    expect(await zoho.control("DELETE", one)).toHaveProperty("error");
    expect(await zoho.control("DELETE", "watches?channel_id=7")).toMatchObject({ count: 2 });
    expect(await shown()).toMatchObject([{ channelId: "8" }]);
  });

  test("removed channels are unknown to their owners and notify nobody", async () => {
    await enable();
    await zoho.control("DELETE", "watches?channel_id=7");
    const gone = await zoho.call("DELETE", "/crm/v8/actions/watch?channel_ids=7");
    expect(JSON.parse(gone.text)).toMatchObject({ watch: [{ code: "NOT_SUBSCRIBED" }] });
    await zoho.createLead();
    expect(await zoho.control("GET", "notifications")).toMatchObject({ notifications: [] });
  });

  test.each(["watches", "watches?channel_id=", "watches?channel_id=99"])(
    "DELETE %s takes none away",
    async (call) => {
      await enable();
      expect(await zoho.control("DELETE", call)).toHaveProperty("error");
      expect(await shown()).toHaveLength(1);
    },
  );
});
