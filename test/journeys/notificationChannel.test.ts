import type { LogLine } from "../../runner/context";
import { Platform } from "../../runner/platform";
import { watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { endings, HOUR, LONGEST, NotificationScene } from "../support/notifications";

/** The channel of a flow on CRM Notifications: deployed and deployed again. */

const scene = new NotificationScene();
const { zoho } = scene;

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
    const flow = scene.flow();
    await flow.deploy();
    const [id] = await ids();
    expect(id).toMatch(/^[1-9]\d{0,15}$/);
    expect(Number.isSafeInteger(Number(id))).toBe(true);
    await flow.redeploy();
    scene.loseState();
    await flow.redeploy();
    expect(await ids()).toEqual([id]);
  });

  it.each(["42", "9223372036854775807"])("is the builder's %s", async (channelId) => {
    await scene.flow({ channelId }).deploy();
    expect(await ids()).toEqual([channelId]);
    expect(scene.kept()).toMatchObject({ channels: [{ id: channelId }] });
  });

  it("is another one for each flow and each instance, which keep their channels", async () => {
    const other = await Platform.start({ instance: { id: "instance-2", name: "Other" } });
    const flows = [scene.flow(), scene.flow(), scene.flow({}, { platform: other })];
    for (const flow of [...flows, ...flows]) await flow.deploy();
    expect(new Set(await ids()).size).toBe(3);
    expect((await watches(zoho)).map(({ notifyUrl }) => notifyUrl).sort()).toEqual(
      flows.map(({ url }) => url).sort(),
    );
    await scene.lead();
    await scene.settled(...flows);
    expect(flows.map((flow) => flow.handedOver.length)).toEqual([1, 1, 1]);
    await other.stop();
  });

  it("that changes takes the place of the one before", async () => {
    const flow = scene.flow();
    await flow.deploy();
    await flow.redeploy({ events: '["Leads.edit"]', channelId: "42" });
    expect(await ids()).toEqual(["42"]);
    await flow.redeploy({ events: '["Leads.edit"]', channelId: "" });
    expect(await ids()).toHaveLength(1);
    expect(await ids()).not.toEqual(["42"]);
  });

  it("that changes takes that place also where Zoho lists no channels", async () => {
    const flow = scene.flow({ channelId: "41" });
    await flow.deploy();
    const match = { method: "GET", path: "actions/watch" };
    await zoho.scenario({ name: "no-permission", count: 0, match });
    await flow.redeploy({ events: '["Leads.edit"]', channelId: "42" });
    expect(await ids()).toEqual(["42"]);
  });

  it("of a test in the designer is another one, which goes with the test", async () => {
    const flow = scene.flow();
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
    await scene.flow({ events }).deploy();
    expect((await watches(zoho))[0]?.events.sort()).toEqual(watched);
  });

  it("are the defaults where a saved flow lacks the inputs", async () => {
    await scene.flow({}, { fillDefaults: false }).deploy();
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
    await scene
      .flow({
        notifyOnRelatedAction: "false",
        returnAffectedFieldValues: "true",
        notificationCondition: JSON.stringify([condition]),
      })
      .deploy();
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
    await expect(scene.flow({ events }).deploy()).rejects.toThrow(message);
    expect([await ids(), scene.platform.state.load().crossFlow]).toEqual([[], {}]);
  });

  it("is not checked where the modules may not be listed", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "settings/modules" } });
    await scene.flow().deploy();
    expect(await ids()).toHaveLength(1);
    const wrong = scene.flow({ events: '["Nowhere.all"]' });
    await expect(wrong.deploy()).rejects.toMatchObject({ zohoCode: "INVALID_MODULE" });
  });
});

describe("an entry that Zoho refuses inside its reply", () => {
  it.each(["202", "400"])("with the status %s stops the deployment", async (allFailedStatus) => {
    await zoho.reset({ variants: { allFailedStatus } });
    const flow = scene.flow();
    await flow.deploy();
    const before = scene.platform.state.load();
    await zoho.scenario({ name: "partial-failure", count: 0, match: { path: "actions/watch" } });
    await expect(flow.redeploy({ events: '["Deals.all"]' })).rejects.toMatchObject({
      name: expect.stringMatching(/RecordError|RejectedError/),
    });
    expect(scene.platform.state.load()).toEqual(before);
    await zoho.clearScenarios();
    await scene.lead();
    await scene.settled(flow);
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
    expect(scene.kept()).toMatchObject({ channels: [{ expiresAt: await end() }] });
  };

  it.each(CLOCKS)("is 6 days and 23 hours ahead for a Zoho %i hours ahead", async (ahead) => {
    await zoho.control("POST", "clock", { skewMs: ahead * HOUR });
    const { logs } = await scene.flow().deploy();
    await expectEnd(Date.now() + ahead * HOUR + LONGEST);
    expect(texts(logs, "warn")).toBe("");
    await scene.flow().deploy();
  });

  it.each(CLOCKS)("is the builder's if Zoho, %i hours ahead, allows it", async (ahead) => {
    await zoho.control("POST", "clock", { skewMs: ahead * HOUR });
    const flow = scene.flow({ channelExpiry: later(3, ahead) });
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
    const { logs } = await scene.flow().deploy();
    await expectEnd(Date.now() + HOUR);
    expect(texts(logs)).toContain(new Date(await end()).toISOString().slice(0, 19));
  });
});

describe("the state", () => {
  it("lies under the stable id of the flow, beside what others keep", async () => {
    const crossFlow = { mine: { a: [1] }, "another-flow": "text" };
    scene.platform.state.save({ flows: {}, crossFlow, integration: {} });
    const flow = scene.flow({}, { stableId: "orders" });
    await flow.deploy();
    const [id] = await ids();
    const kept = { orders: expect.objectContaining({ version: 1, channels: [expect.anything()] }) };
    expect(scene.platform.state.load().crossFlow).toEqual({ ...crossFlow, ...kept });
    expect(scene.kept("orders")).toMatchObject({ channels: [{ id, notifyUrl: flow.url }] });
    await scene.lead();
    await scene.settled(flow);
    expect(scene.platform.state.load().crossFlow).toEqual({ ...crossFlow, ...kept });
    await flow.delete();
    expect(scene.platform.state.load().crossFlow).toEqual(crossFlow);
  });
});

it("leaves an id that another flow has taken over to that flow", async () => {
  const one = scene.flow({ channelId: "42" });
  await one.deploy();
  const two = scene.flow({ channelId: "42" });
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
