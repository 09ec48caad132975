import { sandboxConnection } from "../../runner/connections";
import type { LiveFlow } from "../../runner/liveFlow";
import { eventsOf, liveFlow, type Watch, watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { endings, LONGEST, NotificationScene } from "../support/notifications";

/** Channels of several connections and users in one instance, and of instances that lost their state. */
const scene = new NotificationScene();
const { zoho } = scene;

const DAY = 86_400;
const ANA = sandboxConnection();
const BOYLE = {
  ...sandboxConnection({ token: "sandbox-boyle", tokenFields: { refresh_token: "boyle" } }),
  configVarKey: "Other",
};
const renew = (connection = ANA) =>
  zoho.act("crmRenewNotification", {}, { state: scene.platform.state, connection }) as Promise<{
    channels: Row[];
    orphans: Row[];
  }>;
const of = (all: readonly Watch[], flow: LiveFlow) =>
  all.filter(({ notifyUrl }) => notifyUrl === flow.url);

it("two flows with one Channel ID and a connection each keep a channel each, to the end", async () => {
  const one = scene.flow({ channelId: "42", token: "one" });
  const two = scene.flow(
    { channelId: "42", token: "two", events: '["Deals.all"]' },
    { connection: BOYLE },
  );
  for (const flow of [one, two]) await flow.deploy();
  await scene.pass(3 * DAY);
  await renew();
  await renew(BOYLE);
  await scene.pass(8 * DAY);
  expect(await watches(zoho)).toEqual([]);
  expect((await renew()).channels).toMatchObject([{ outcome: "recreated", modules: ["Leads"] }]);
  expect((await renew(BOYLE)).channels).toMatchObject([
    { outcome: "recreated", modules: ["Deals"] },
  ]);
  const all = await watches(zoho);
  expect([of(all, one).length, of(all, two).length]).toEqual([1, 1]);
  expect(await scene.tokens()).toEqual({ "42": "one" });
  await one.delete();
  expect(of(await watches(zoho), two)).toHaveLength(1);
  await two.delete();
  expect(await watches(zoho)).toEqual([]);
});

it("a flow whose state got lost has its channel renewed", async () => {
  const flow = scene.flow();
  await flow.deploy();
  scene.loseState();
  await scene.pass(5 * DAY);
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
  const flow = liveFlow(scene.platform, "crmRecordEvents", { modules: ["Deals"] });
  await flow.deploy();
  await zoho.clearScenarios();
  await scene.pass(2 * DAY);
  await flow.runScheduled();
  expect(await watches(zoho)).toHaveLength(1);
  const { channels, orphans } = await renew();
  expect([channels.map(({ outcome }) => outcome), orphans]).toEqual([["renewed"], []]);
});

it("after a sign-in as another user, the calls of the former one's channel run no step", async () => {
  const connection = sandboxConnection();
  const flow = scene.flow({}, { connection });
  await flow.deploy();
  const [before] = scene.kept().channels as Row[];
  connection.token = { ...BOYLE.token };
  await flow.redeploy();
  const [after] = scene.kept().channels as Row[];
  expect(after?.token).not.toBe(before?.token);
  expect(of(await watches(zoho), flow)).toHaveLength(2);
  await scene.lead();
  await scene.settled(flow);
  expect(endings(flow).sort()).toEqual(["ZOHO_NOTIFICATION_REFUSED", "completed"]);
  expect(flow.handedOver).toHaveLength(1);
});

it("a flow that changes from one trigger to the other closes the channel it had", async () => {
  await scene.fresh({ variants: { watchChannelId: "mandatory" } });
  const plain = scene.flow({ channelId: "42" }, { name: "One", stableId: "one" });
  await plain.deploy();
  const state = scene.platform.state.load();
  await scene.restartPlatform();
  scene.platform.state.save(state);
  const flow = liveFlow(
    scene.platform,
    "crmRecordEvents",
    { modules: ["Leads"] },
    { name: "One", stableId: "one" },
  );
  await flow.deploy();
  expect((await watches(zoho)).map(({ channelId }) => channelId)).not.toContain("42");
  const id = await scene.lead();
  await scene.settled(flow);
  expect(eventsOf(flow).map(({ record }) => record.id)).toEqual([id]);
});
