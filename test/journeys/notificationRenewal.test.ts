import { sandboxConnection } from "../../runner/connections";
import type { LogLine } from "../../runner/context";
import type { LiveFlow } from "../../runner/liveFlow";
import { watches } from "../support/live";
import type { LocalZoho, Row } from "../support/localZoho";
import { endings, HOUR, LONGEST, NotificationScene } from "../support/notifications";

/** How channels live on: with their events, and with CRM - Renew Notification in a flow of its own. */

const scene = new NotificationScene();
const { zoho } = scene;

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const HOURLY = { channelLife: "hour" };
const pass = (milliseconds: number) => scene.pass(milliseconds / 1_000);
const ends = async (): Promise<number[]> =>
  (await watches(zoho)).map(({ expiresAt }) => Date.parse(expiresAt));
/** What the first flow keeps of its channel: since its deployment, and since a notification has renewed it. */
function keptEnd(): number {
  const { flows } = scene.platform.state.load();
  const executed = flows["flow-1-stable"]?.zohoChannels ?? {};
  const ends = [executed, scene.kept() ?? {}].map((stored) => {
    const { channels = [] } = stored as { channels?: { expiresAt: number }[] };
    return channels[0]?.expiresAt ?? 0;
  });
  return Math.max(...ends);
}
async function event(flow: LiveFlow): Promise<string> {
  const id = await scene.lead();
  await scene.settled(flow);
  return id;
}
async function deployed(values: Row = {}, options: Parameters<typeof scene.flow>[1] = {}) {
  const flow = scene.flow(values, options);
  webhookUrls[flow.name] = flow.url;
  await flow.deploy();
  return flow;
}

interface Renewal {
  channels: Row[];
  orphans: Row[];
}
/** Runs CRM - Renew Notification in another flow of the instance. */
async function renew(values: Row = {}, options: Parameters<LocalZoho["act"]>[2] = {}) {
  const flow = { id: "renewal", name: "Renewal", stableId: "renewal" };
  const { state } = scene.platform;
  return (await zoho.act("crmRenewNotification", values, {
    ...{ state, flow, webhookUrls },
    ...options,
  })) as Renewal;
}
/** The addresses of the flows of the instance. */
const webhookUrls: Record<string, string> = {};

describe("an event", () => {
  it("renews the channel once less than half of its life is left, and not before", async () => {
    await scene.fresh({ variants: HOURLY });
    const flow = await deployed();
    const [end = 0] = await ends();
    await pass(29 * MINUTE);
    await event(flow);
    expect(await ends()).toEqual([end]);
    await pass(2 * MINUTE);
    await event(flow);
    expect(await ends()).toEqual([end + 31 * MINUTE]);
    expect(keptEnd()).toBe(end + 31 * MINUTE);
    expect(endings(flow)).toEqual(["completed", "completed"]);
  });

  it("renews a channel that the builder opened for an hour for as long as is safe", async () => {
    const channelExpiry = new Date(Date.now() + HOUR).toISOString();
    const flow = await deployed({ channelExpiry, fetchRecords: "true" });
    const { fields } = scene.kept();
    await pass(40 * MINUTE);
    await event(flow);
    expect(await ends()).toEqual([Date.now() + LONGEST]);
    expect(fields).toEqual({ Leads: expect.any(Array) });
    expect(scene.kept()).toMatchObject({ fields });
  });

  it.each([0, 2, -2, 8 * 24, -8 * 24])(
    "goes by the clock of a Zoho %i hours ahead",
    async (ahead) => {
      await zoho.control("POST", "clock", { skewMs: ahead * HOUR });
      const flow = await deployed();
      const [end] = await ends();
      await pass(3 * DAY);
      await event(flow);
      expect(await ends()).toEqual([end]);
      expect(endings(flow)).toEqual(["completed"]);
      await pass(DAY);
      await event(flow);
      expect(await ends()).toEqual([Date.now() + ahead * HOUR + LONGEST]);
      expect(keptEnd()).toBe((await ends())[0]);
    },
  );

  it.each(["server-error", "missing-scope", "revoked-token", "partial-failure"])(
    "goes through when the renewal fails: %s",
    async (name) => {
      const logs: LogLine[] = [];
      const flow = await deployed({}, { logs });
      const { crossFlow } = scene.platform.state.load();
      const [end] = await ends();
      await pass(5 * DAY);
      await zoho.scenario({ name, count: 0, match: { path: "/crm/v8/" } });
      await event(flow);
      expect(endings(flow)).toEqual(["completed"]);
      expect([await ends(), scene.platform.state.load().crossFlow]).toEqual([[end], crossFlow]);
      const warnings = logs.filter(({ level }) => level === "warn").map(({ text }) => text);
      expect(warnings).toEqual([expect.stringContaining("channels could not be renewed. ")]);
      const { calls } = await zoho.counting(() => event(flow));
      expect(calls).toBe(1);
      await zoho.clearScenarios();
      await pass(11 * MINUTE);
      await event(flow);
      expect(await ends()).toEqual([Date.now() + LONGEST]);
    },
  );

  it("renews without touching what other flows keep meanwhile", async () => {
    const flow = await deployed({}, { steps: () => other?.deploy() });
    await pass(5 * DAY);
    const other: LiveFlow | undefined = scene.flow({ events: '["Deals.all"]' });
    await event(flow);
    expect(endings(flow)).toEqual(["completed"]);
    expect(Object.keys(scene.platform.state.load().crossFlow)).toHaveLength(2);
    expect(keptEnd()).toBe(Date.now() + LONGEST);
  });

  it("opens the channel again where the state got lost", async () => {
    const flow = await deployed();
    scene.loseState();
    await pass(DAY);
    await event(flow);
    expect(endings(flow)).toEqual(["completed"]);
    expect(await ends()).toEqual([Date.now() + LONGEST]);
    expect(keptEnd()).toBe(Date.now() + LONGEST);
  });
});

const told = ({ channels }: Renewal, name: string) => channels.map((channel) => channel[name]);

/** A channel of the connected user that no flow has opened. */
const open = (channel_id: string, notify_url: string, token?: string) =>
  zoho.crm(
    "POST",
    "/actions/watch",
    { watch: [{ channel_id, notify_url, events: ["Deals.edit"] }] },
    token,
  );

describe("CRM - Renew Notification", () => {
  const longest = () => new Date(Date.now() + LONGEST).toISOString().replace(".000Z", "+00:00");

  it("renews all channels of the user, and tells the triggers", async () => {
    const [flow, other] = [await deployed(), await deployed({ events: '["Deals.all"]' })];
    const before = scene.platform.state.load();
    await pass(5 * DAY);
    await open("7", "https://elsewhere.example.com/hook");
    const { channels, orphans } = await renew();
    const row = { outcome: "renewed", until: longest(), error: null };
    const by = (a: Row, b: Row) => (String(a.notifyUrl) < String(b.notifyUrl) ? -1 : 1);
    expect(channels.sort(by)).toEqual(
      [
        { channelId: expect.any(String), modules: ["Leads"], notifyUrl: flow.url, ...row },
        { channelId: expect.any(String), modules: ["Deals"], notifyUrl: other.url, ...row },
        {
          channelId: "7",
          modules: ["Deals"],
          notifyUrl: "https://elsewhere.example.com/hook",
          ...row,
        },
      ].sort(by),
    );
    expect(orphans).toEqual([]);
    expect(await ends()).toEqual([1, 2, 3].map(() => Date.now() + LONGEST));
    expect(keptEnd()).toBe(Date.now() + LONGEST);
    const { flows, crossFlow } = scene.platform.state.load();
    expect([flows, Object.keys(crossFlow)]).toEqual([before.flows, Object.keys(before.crossFlow)]);
    await pass(3 * DAY);
    const [end] = await ends();
    await event(flow);
    expect([endings(flow), await ends()]).toEqual([["completed"], [end, end, end]]);
  });

  it("renews one channel and leaves the others", async () => {
    const flow = await deployed({ channelId: "42" });
    const other = await deployed();
    await pass(DAY);
    const { channels, orphans } = await renew({ channelId: "42" });
    expect([channels.map(({ notifyUrl }) => notifyUrl), orphans]).toEqual([[flow.url], []]);
    expect((await watches(zoho)).map(({ expiresAt }) => Date.parse(expiresAt)).sort()).toEqual([
      Date.now() + LONGEST - DAY,
      Date.now() + LONGEST,
    ]);
    await event(other);
    expect(endings(other)).toEqual(["completed"]);
  });

  it.each([
    ["was taken away", () => zoho.control("DELETE", "watches?channel_id=42")],
    ["has ended", async () => await pass(8 * DAY)],
  ])("opens a channel again that %s", async (_name, goes) => {
    const flow = await deployed({ channelId: "42", returnAffectedFieldValues: "true" });
    const token = await scene.tokens();
    await goes();
    expect(await ends()).toEqual([]);
    for (const outcome of ["recreated", "renewed"]) {
      expect(told(await renew(), "outcome")).toEqual([outcome]);
      expect(await scene.tokens()).toEqual(token);
      expect([await ends(), keptEnd()]).toEqual([[Date.now() + LONGEST], Date.now() + LONGEST]);
    }
    await event(flow);
    expect(endings(flow)).toEqual(["completed"]);
    expect(flow.handedOver[0]?.data).toHaveProperty("affected_values");
  });

  it("leaves channels that lead to a flow which does not know them, and tells of them", async () => {
    const flow = await deployed();
    await open("7", flow.url);
    const [first] = (await renew()).orphans;
    expect(first).toMatchObject({ channelId: "7", modules: ["Deals"], notifyUrl: flow.url });
    expect(Date.parse(String(first?.until))).toBe(Date.now() + HOUR);
    expect(await ends()).toContain(Date.now() + HOUR);
    expect(told(await renew({ channelId: "7" }), "channelId")).toEqual(["7"]);
  });

  it("names a channel that is not known", async () => {
    await deployed();
    await expect(renew({ channelId: "4242" })).rejects.toMatchObject({
      code: "ZOHO_CHANNEL_UNKNOWN",
      message: expect.stringContaining("Channel: 4242."),
    });
  });

  it("finds nothing to do where there is no channel", async () => {
    expect(await renew()).toEqual({ channels: [], orphans: [] });
  });

  it.each(["watchChannelId", "patchNotifyUrl"])(
    "gets along where %s is mandatory",
    async (name) => {
      await scene.fresh({ variants: { [name]: "mandatory" } });
      await deployed({ channelId: "42" });
      await deployed({ channelId: "43" });
      await zoho.control("DELETE", "watches?channel_id=43");
      await pass(DAY);
      expect(told(await renew(), "outcome")).toEqual(["renewed", "recreated"]);
      expect(told(await renew({ channelId: "43" }), "outcome")).toEqual(["renewed"]);
      expect(await ends()).toEqual([Date.now() + LONGEST, Date.now() + LONGEST]);
    },
  );

  it("tells of a channel that can not be renewed, and renews the others", async () => {
    await deployed({ channelId: "42" });
    await deployed({ channelId: "43" });
    await zoho.control("DELETE", "watches?channel_id=43");
    await pass(DAY);
    const match = { path: "actions/watch" };
    await zoho.scenario({ name: "partial-failure", match: { ...match, method: "PATCH" } });
    const renewal = await renew();
    expect(told(renewal, "outcome")).toEqual(["failed", "recreated"]);
    expect(renewal.channels[0]).toMatchObject({ error: expect.stringContaining("Zoho") });
    expect(Date.parse(String(renewal.channels[0]?.until))).toBe(Date.now() + LONGEST - DAY);
    await zoho.control("DELETE", "watches?channel_id=43");
    await zoho.scenario({ name: "partial-failure", match: { ...match, method: "POST" } });
    const again = await renew();
    expect(told(again, "outcome")).toEqual(["renewed", "failed"]);
    expect(again.channels[1]).toMatchObject({ until: null, error: expect.any(String) });
  });

  it("opens no channel that another connection of the instance had", async () => {
    const other = { ...sandboxConnection({ token: "sandbox-boyle" }), configVarKey: "Other" };
    const flow = await deployed({ channelId: "42" }, { connection: other });
    await deployed({ channelId: "43" });
    expect(told(await renew(), "channelId")).toEqual(["43"]);
    expect(await watches(zoho)).toHaveLength(2);
    await expect(renew({ channelId: "42" })).rejects.toMatchObject({
      code: "ZOHO_CHANNEL_UNKNOWN",
    });
    await pass(8 * DAY);
    const mine = { connection: other };
    expect(told(await renew({}, mine), "outcome")).toEqual(["recreated"]);
    // A new sign-in is the same connection.
    await pass(8 * DAY);
    const connection = {
      ...sandboxConnection({ token: "sandbox-boyle", tokenFields: { refresh_token: "new" } }),
      configVarKey: "Other",
    };
    expect(told(await renew({}, { connection }), "outcome")).toEqual(["recreated"]);
    await scene.create("Leads", { Last_Name: "Rao", Company: "Harbor" }, "sandbox-boyle");
    await scene.settled(flow);
    expect(endings(flow)).toEqual(["completed"]);
  });

  it.each([2, -2, 8 * 24, -8 * 24])("goes by the clock of a Zoho %i hours ahead", async (ahead) => {
    await deployed({ channelId: "42" });
    await zoho.control("POST", "clock", { skewMs: ahead * HOUR });
    const { channels } = await renew();
    expect(Date.parse(String(channels[0]?.until))).toBe(Date.now() + ahead * HOUR + LONGEST);
    expect([await ends(), keptEnd()]).toEqual([
      [Date.now() + ahead * HOUR + LONGEST],
      Date.now() + ahead * HOUR + LONGEST,
    ]);
  });

  it("says what Zoho grants", async () => {
    await scene.fresh({ variants: HOURLY });
    await deployed();
    await pass(10 * MINUTE);
    expect(Date.parse(String((await renew()).channels[0]?.until))).toBe(Date.now() + HOUR);
    expect(keptEnd()).toBe(Date.now() + HOUR);
  });
});

describe("a channel of an hour", () => {
  beforeEach(() => scene.fresh({ variants: HOURLY }));
  const idsOf = (flow: LiveFlow) =>
    flow.handedOver.flatMap(({ data }) => (data as { ids: string[] }).ids);

  it("is never silent in 30 days, with a renewal every 25 minutes", async () => {
    const flow = await deployed();
    const created: string[] = [];
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const until = Date.now() + 30 * DAY;
    while (Date.now() < until) {
      // An event every four hours or so.
      const minutes = random() < 0.1 ? Math.floor(random() * 25) : undefined;
      if (minutes !== undefined) {
        await pass(minutes * MINUTE);
        created.push(await event(flow));
      }
      await pass((25 - (minutes ?? 0)) * MINUTE);
      await renew();
    }
    expect(created.length).toBeGreaterThan(100);
    expect(idsOf(flow)).toEqual(created);
    expect(endings(flow)).toEqual(created.map(() => "completed"));
  });

  it("falls silent after the hour without events and without renewals", async () => {
    const flow = await deployed();
    await pass(59 * MINUTE);
    const heard = await event(flow);
    await pass(61 * MINUTE);
    await event(flow);
    await pass(DAY);
    await event(flow);
    expect(idsOf(flow)).toEqual([heard]);
    expect(await ends()).toEqual([]);
    expect(told(await renew(), "outcome")).toEqual(["recreated"]);
    const again = await event(flow);
    expect(idsOf(flow)).toEqual([heard, again]);
  });

  it("lives with an event every 20 minutes alone", async () => {
    const flow = await deployed();
    const created: string[] = [];
    for (let at = 0; at < 3 * DAY; at += 20 * MINUTE) {
      await pass(20 * MINUTE);
      created.push(await event(flow));
    }
    expect(idsOf(flow)).toEqual(created);
  });
});
