import type { LogLine } from "../../runner/context";
import { Platform } from "../../runner/platform";
import { settled, watches } from "../support/live";
import { LocalZoho, type Row } from "../support/localZoho";
import {
  endings,
  HOUR,
  keptOf,
  LONGEST,
  lead,
  loseState,
  notified,
} from "../support/notifications";

/** The channel of a flow on CRM Notifications: deployed and deployed again. */

const zoho = new LocalZoho();
let platform: Platform;
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(async () => {
  await zoho.reset();
  platform = await Platform.start();
});
afterEach(() => platform.stop());

const ids = async (): Promise<string[]> =>
  (await watches(zoho)).map(({ channelId }) => channelId).sort();
const texts = (logs: readonly LogLine[], level = ""): string =>
  logs
    .filter((line) => level === "" || line.level === level)
    .map(({ text }) => text)
    .join("\n");
/** The entry that the last deployment sent. */
async function entry(): Promise<Row> {
  const posts = (await zoho.calls()).filter(({ method, url }) => `${method} ${url}` === ENABLE);
  const { watch } = JSON.parse(posts.at(-1)?.body ?? "{}") as { watch: Row[] };
  return watch[0] ?? {};
}
const ENABLE = "POST /crm/v8/actions/watch";

describe("the id", () => {
  it("is derived, within 2^53, and the same at every deployment", async () => {
    const flow = notified(platform);
    await flow.deploy();
    const [id] = await ids();
    expect(id).toMatch(/^[1-9]\d{0,15}$/);
    expect(Number.isSafeInteger(Number(id))).toBe(true);
    await flow.redeploy();
    loseState(platform);
    await flow.redeploy();
    expect(await ids()).toEqual([id]);
  });

  it.each(["42", "9223372036854775807"])("is the builder's %s", async (channelId) => {
    await notified(platform, { channelId }).deploy();
    expect(await ids()).toEqual([channelId]);
    expect(keptOf(platform)).toMatchObject({ channels: [{ id: channelId }] });
  });

  it("is another one for each flow and each instance, which keep their channels", async () => {
    const other = await Platform.start({ instance: { id: "instance-2", name: "Other" } });
    const flows = [notified(platform), notified(platform), notified(other)];
    for (const flow of [...flows, ...flows]) await flow.deploy();
    expect(new Set(await ids()).size).toBe(3);
    expect((await watches(zoho)).map(({ notifyUrl }) => notifyUrl).sort()).toEqual(
      flows.map(({ url }) => url).sort(),
    );
    await lead(zoho);
    await settled(zoho, ...flows);
    expect(flows.map((flow) => flow.handedOver.length)).toEqual([1, 1, 1]);
    await other.stop();
  });

  it("that changes takes the place of the one before", async () => {
    const flow = notified(platform);
    await flow.deploy();
    await flow.redeploy({ events: '["Leads.edit"]', channelId: "42" });
    expect(await ids()).toEqual(["42"]);
    await flow.redeploy({ events: '["Leads.edit"]', channelId: "" });
    expect(await ids()).toHaveLength(1);
    expect(await ids()).not.toEqual(["42"]);
  });

  it("that changes takes that place also where Zoho lists no channels", async () => {
    const flow = notified(platform, { channelId: "41" });
    await flow.deploy();
    const match = { method: "GET", path: "actions/watch" };
    await zoho.scenario({ name: "no-permission", count: 0, match });
    await flow.redeploy({ events: '["Leads.edit"]', channelId: "42" });
    expect(await ids()).toEqual(["42"]);
  });

  it("of a test in the designer is another one, which goes with the test", async () => {
    const flow = notified(platform);
    await flow.deploy();
    const deployed = await ids();
    const test = await flow.enterTestMode();
    expect(await ids()).toHaveLength(2);
    await test.leave();
    expect(await ids()).toEqual(deployed);
  });
});

describe("what is asked for", () => {
  it.each([
    ['["Leads.create","Contacts.edit"]', ["Contacts.edit", "Leads.create"]],
    [["Deals.delete"], ["Deals.delete"]],
    ["Leads.create, users.all", ["Leads.create", "users.create", "users.delete", "users.edit"]],
  ])("are the events %j", async (events, watched) => {
    await notified(platform, { events }).deploy();
    expect((await watches(zoho))[0]?.events.sort()).toEqual(watched);
  });

  it("are the defaults where a saved flow lacks the inputs", async () => {
    await notified(platform, {}, { fillDefaults: false }).deploy();
    expect(await entry()).toEqual({
      channel_id: (await ids())[0],
      events: ["Leads.all"],
      notify_url: (await watches(zoho))[0]?.notifyUrl,
      token: expect.stringMatching(/^[\w-]{43}$/),
      channel_expiry: expect.any(String),
      notify_on_related_action: true,
      return_affected_field_values: false,
    });
  });

  it("is what the builder chose", async () => {
    const condition = {
      type: "field_selection",
      module: { api_name: "Leads" },
      field_selection: { field: { api_name: "City" } },
    };
    await notified(platform, {
      notifyOnRelatedAction: "false",
      returnAffectedFieldValues: "true",
      notificationCondition: JSON.stringify([condition]),
    }).deploy();
    expect(await entry()).toMatchObject({
      notify_on_related_action: false,
      return_affected_field_values: true,
      notification_condition: [condition],
    });
  });

  it.each([
    ['["Lead.create"]', /Events: The API has no module Lead\. The nearest one is Leads\./],
    ['["Leads.all","Notes.create"]', /Events: Zoho sends no notifications about Notes\./],
    ['["Leads.insert"]', /Events: must be a list/],
    ["[]", /Events: are empty/],
  ])("can not be %j", async (events, message) => {
    await expect(notified(platform, { events }).deploy()).rejects.toThrow(message);
    expect([await ids(), platform.state.load().crossFlow]).toEqual([[], {}]);
  });

  it("is not checked where the modules may not be listed", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "settings/modules" } });
    await notified(platform).deploy();
    expect(await ids()).toHaveLength(1);
    const wrong = notified(platform, { events: '["Nowhere.all"]' });
    await expect(wrong.deploy()).rejects.toMatchObject({ zohoCode: "INVALID_MODULE" });
  });
});

describe("an entry that Zoho refuses inside its reply", () => {
  it.each(["202", "400"])("with the status %s stops the deployment", async (allFailedStatus) => {
    await zoho.reset({ variants: { allFailedStatus } });
    const flow = notified(platform);
    await flow.deploy();
    const before = platform.state.load();
    await zoho.scenario({ name: "partial-failure", count: 0, match: { path: "actions/watch" } });
    await expect(flow.redeploy({ events: '["Deals.all"]' })).rejects.toMatchObject({
      name: expect.stringMatching(/RecordError|RejectedError/),
    });
    expect(platform.state.load()).toEqual(before);
    await zoho.clearScenarios();
    await lead(zoho);
    await settled(zoho, flow);
    expect(endings(flow)).toEqual(["completed"]);
  });
});

describe("the end", () => {
  const CLOCKS = [0, 2, -2, 8 * 24, -8 * 24];
  const later = (hours: number, ahead: number) =>
    new Date(Date.now() + (hours + ahead) * HOUR).toISOString().replace(/\.\d+Z/, "+00:00");
  const end = async () => Date.parse((await watches(zoho))[0]?.expiresAt ?? "");
  const expectEnd = async (expected: number) => {
    expect(Math.abs((await end()) - expected)).toBeLessThan(5_000);
    expect(keptOf(platform)).toMatchObject({ channels: [{ expiresAt: await end() }] });
  };

  it.each(CLOCKS)("is 6 days and 23 hours ahead for a Zoho %i hours ahead", async (ahead) => {
    await zoho.control("POST", "clock", { skewMs: ahead * HOUR });
    const { logs } = await notified(platform).deploy();
    await expectEnd(Date.now() + ahead * HOUR + LONGEST);
    expect(texts(logs, "warn")).toBe("");
    await notified(platform).deploy();
  });

  it.each(CLOCKS)("is the builder's if Zoho, %i hours ahead, allows it", async (ahead) => {
    await zoho.control("POST", "clock", { skewMs: ahead * HOUR });
    const flow = notified(platform, { channelExpiry: later(3, ahead) });
    expect(texts((await flow.deploy()).logs, "warn")).toBe("");
    await expectEnd(Date.now() + (ahead + 3) * HOUR);
    const events = '["Leads.all"]';
    for (const [hours, problem] of [
      [-1, "has passed"],
      [7 * 24 + 1, "is later than Zoho allows"],
    ] as const) {
      const channelExpiry = later(hours, ahead);
      const { logs } = await flow.redeploy({ events, channelExpiry });
      expect(texts(logs, "warn")).toContain(`Channel Expiry: ${channelExpiry} ${problem}`);
      await expectEnd(Date.now() + ahead * HOUR + LONGEST);
    }
  });

  it("is what Zoho says, whatever was asked for", async () => {
    await zoho.reset({ variants: { channelLife: "hour" } });
    const { logs } = await notified(platform).deploy();
    await expectEnd(Date.now() + HOUR);
    expect(texts(logs)).toContain(new Date(await end()).toISOString().slice(0, 19));
  });
});

describe("the state", () => {
  it("lies under the stable id of the flow, beside what others keep", async () => {
    const crossFlow = { mine: { a: [1] }, "another-flow": "text" };
    platform.state.save({ flows: {}, crossFlow, integration: {} });
    const flow = notified(platform, {}, { stableId: "orders" });
    await flow.deploy();
    const [id] = await ids();
    const kept = { orders: expect.objectContaining({ version: 1, channels: [expect.anything()] }) };
    expect(platform.state.load().crossFlow).toEqual({ ...crossFlow, ...kept });
    expect(keptOf(platform, "orders")).toMatchObject({ channels: [{ id, notifyUrl: flow.url }] });
    await lead(zoho);
    await settled(zoho, flow);
    expect(platform.state.load().crossFlow).toEqual({ ...crossFlow, ...kept });
    await flow.delete();
    expect(platform.state.load().crossFlow).toEqual(crossFlow);
  });
});

it("leaves an id that another flow has taken over to that flow", async () => {
  const one = notified(platform, { channelId: "42" });
  await one.deploy();
  const two = notified(platform, { channelId: "42" });
  await two.deploy();
  await one.redeploy({ events: '["Leads.all"]', channelId: "43" });
  const ids = async () => (await watches(zoho)).map((watch) => [watch.channelId, watch.notifyUrl]);
  expect((await ids()).sort()).toEqual([
    ["42", two.url],
    ["43", one.url],
  ]);
  await one.redeploy({ events: '["Leads.all"]', channelId: "42" });
  await one.delete();
  expect((await ids()).map(([id]) => id)).toEqual(["42"]);
  await two.delete();
  expect(await ids()).toEqual([]);
});
