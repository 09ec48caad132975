import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import { Platform } from "../../runner/platform";
import { fakeDate, pass, realTime } from "../support/clock";
import { eventsOf, liveFlow, settled, type Watch, watches } from "../support/live";
import { LocalZoho, type Row } from "../support/localZoho";
import {
  endings,
  keptOf,
  LONGEST,
  lead,
  loseState,
  notified,
  tokens,
} from "../support/notifications";

/** Channels of several connections and users in one instance, and of instances that lost their state. */
const zoho = new LocalZoho();
let platform: Platform;
beforeAll(async () => {
  fakeDate();
  await zoho.start();
});
afterAll(async () => {
  realTime();
  await zoho.stop();
});
beforeEach(async () => {
  await zoho.reset();
  platform = await Platform.start();
});
afterEach(() => platform.stop());

const DAY = 86_400;
const ANA = sandboxConnection();
const BOYLE = {
  ...sandboxConnection({ token: "sandbox-boyle", tokenFields: { refresh_token: "boyle" } }),
  configVarKey: "Other",
};
const renew = (connection = ANA) =>
  zoho.act("crmRenewNotification", {}, { state: platform.state, connection }) as Promise<{
    channels: Row[];
    orphans: Row[];
  }>;
const of = (all: readonly Watch[], flow: LiveFlow) =>
  all.filter(({ notifyUrl }) => notifyUrl === flow.url);

it("two flows with one Channel ID and a connection each keep a channel each, to the end", async () => {
  const one = notified(platform, { channelId: "42", token: "one" });
  const two = notified(
    platform,
    { channelId: "42", token: "two", events: '["Deals.all"]' },
    { connection: BOYLE },
  );
  for (const flow of [one, two]) await flow.deploy();
  await pass(zoho, 3 * DAY);
  await renew();
  await renew(BOYLE);
  await pass(zoho, 8 * DAY);
  expect(await watches(zoho)).toEqual([]);
  expect((await renew()).channels).toMatchObject([{ outcome: "recreated", modules: ["Leads"] }]);
  expect((await renew(BOYLE)).channels).toMatchObject([
    { outcome: "recreated", modules: ["Deals"] },
  ]);
  const all = await watches(zoho);
  expect([of(all, one).length, of(all, two).length]).toEqual([1, 1]);
  expect(await tokens(zoho)).toEqual({ "42": "one" });
  await one.delete();
  expect(of(await watches(zoho), two)).toHaveLength(1);
  await two.delete();
  expect(await watches(zoho)).toEqual([]);
});

it("a flow whose state got lost has its channel renewed", async () => {
  const flow = notified(platform);
  await flow.deploy();
  loseState(platform);
  await pass(zoho, 5 * DAY);
  const { channels, orphans } = await renew();
  expect([channels.map(({ outcome }) => outcome), orphans]).toEqual([["renewed"], []]);
  const [watch] = await watches(zoho);
  expect(Date.parse(watch?.expiresAt ?? "")).toBe(Date.now() + LONGEST);
});

it("channels that runs of the schedule opened are no orphans", async () => {
  await zoho.scenario({
    name: "missing-scope",
    count: 0,
    match: { path: "/crm/v8/actions/watch" },
  });
  const flow = liveFlow(platform, "crmRecordEvents", { modules: ["Deals"] });
  await flow.deploy();
  await zoho.clearScenarios();
  await pass(zoho, 2 * DAY);
  await flow.runScheduled();
  expect(await watches(zoho)).toHaveLength(1);
  const { channels, orphans } = await renew();
  expect([channels.map(({ outcome }) => outcome), orphans]).toEqual([["renewed"], []]);
});

it("after a sign-in as another user, the calls of the former one's channel run no step", async () => {
  const connection = sandboxConnection();
  const flow = notified(platform, {}, { connection });
  await flow.deploy();
  const [before] = keptOf(platform).channels as Row[];
  connection.token = { ...BOYLE.token };
  await flow.redeploy();
  const [after] = keptOf(platform).channels as Row[];
  expect(after?.token).not.toBe(before?.token);
  expect(of(await watches(zoho), flow)).toHaveLength(2);
  await lead(zoho);
  await settled(zoho, flow);
  expect(endings(flow).sort()).toEqual(["ZOHO_NOTIFICATION_REFUSED", "completed"]);
  expect(flow.handedOver).toHaveLength(1);
});

it("a flow that changes from one trigger to the other closes the channel it had", async () => {
  await zoho.reset({ variants: { watchChannelId: "mandatory" } });
  const plain = notified(platform, { channelId: "42" }, { name: "One", stableId: "one" });
  await plain.deploy();
  await platform.stop();
  const state = platform.state.load();
  platform = await Platform.start();
  platform.state.save(state);
  const flow = liveFlow(
    platform,
    "crmRecordEvents",
    { modules: ["Leads"] },
    { name: "One", stableId: "one" },
  );
  await flow.deploy();
  expect((await watches(zoho)).map(({ channelId }) => channelId)).not.toContain("42");
  const id = await lead(zoho);
  await settled(zoho, flow);
  expect(eventsOf(flow).map(({ record }) => record.id)).toEqual([id]);
});
