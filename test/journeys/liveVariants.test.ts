import { eventsOf, liveFlow, watches } from "../support/live";
import type { Row } from "../support/localZoho";
import { LiveScene } from "../support/scene";

/** Live events under every reading of what Zoho's documents leave open about channels and notifications. */
const scene = new LiveScene();
const { zoho } = scene;

const READINGS: [variant: string, reading: string][] = [
  ["channelLife", "asked"],
  ["channelLife", "hour"],
  ["notificationsAtOnce", "many"],
  ["notificationIds", "one"],
  ["emptyWatchToken", "absent"],
  ["relatedActions", "silent"],
  ["failedNotification", "retry"],
  ["failedNotification", "disable"],
  ["channelIds", "number"],
  ["notSubscribedStatus", "400"],
  ["watchChannelId", "mandatory"],
  ["watchTokenLength", "256"],
  ["watchUriVersion", "v2"],
  ["patchNotifyUrl", "mandatory"],
  ["partialStatus", "202"],
  ["allFailedStatus", "202"],
  ["notModifiedStatus", "204"],
  ["deletedNotModified", "304"],
  ["zuluTimes", "rejected"],
  ["timeOffset", "-07:00"],
];

it.each(READINGS)(
  "with %s = %s every change arrives, and no channel is left",
  async (variant, reading) => {
    await scene.fresh({ variants: { [variant]: reading } });
    const events = liveFlow(scene.platform, "crmRecordEvents", { modules: ["Deals"] });
    const plain = liveFlow(scene.platform, "notificationsTrigger", {
      events: '["Deals.all"]',
      fetchRecords: "true",
    });
    for (const flow of [events, plain, events, plain]) await flow.deploy();
    expect(await watches(zoho)).toHaveLength(2);
    await scene.pass(10);
    const id = await scene.deal("A");
    const changes = [
      () => scene.update("Deals", id, { Deal_Name: "B" }),
      () => scene.remove("Deals", id),
    ];
    await scene.settled(events, plain);
    for (const change of changes) {
      await scene.pass(30);
      await change();
      await scene.settled(events, plain);
    }
    await scene.pass(100);
    expect(await events.runScheduled()).toMatchObject({ resultType: "polled_no_changes" });
    const told = [`created ${id}`, `updated ${id}`, `deleted ${id}`];
    expect(eventsOf(events).map(({ changeType, record }) => `${changeType} ${record.id}`)).toEqual(
      told,
    );
    const bodies = plain.handedOver.map(({ data }) => data as Row);
    expect(bodies.map(({ operation, ids, deletedIds }) => [operation, ids, deletedIds])).toEqual([
      ["insert", [id], []],
      ["update", [id], []],
      ["delete", [id], [id]],
    ]);
    const renewal = await zoho.act("crmRenewNotification", {}, { state: scene.platform.state });
    const { channels } = renewal as { channels: Row[] };
    expect(channels.map(({ outcome }) => outcome)).toEqual(["renewed", "renewed"]);
    for (const flow of [events, plain, events]) await flow.delete();
    expect(await watches(zoho)).toEqual([]);
  },
);
