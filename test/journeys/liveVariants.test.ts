import { Platform } from "../../runner/platform";
import { fakeDate, pass, realTime } from "../support/clock";
import { eventsOf, liveFlow, settled, watches } from "../support/live";
import { idOf, LocalZoho, type Row } from "../support/localZoho";

/** Live events under every reading of what Zoho's documents leave open about channels and notifications. */
const zoho = new LocalZoho();
beforeAll(async () => {
  fakeDate();
  await zoho.start();
});
afterAll(async () => {
  realTime();
  await zoho.stop();
});

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
    await zoho.reset({ variants: { [variant]: reading } });
    await pass(zoho, 100);
    const platform = await Platform.start();
    try {
      const events = liveFlow(platform, "crmRecordEvents", { modules: ["Deals"] });
      const plain = liveFlow(platform, "notificationsTrigger", {
        events: '["Deals.all"]',
        fetchRecords: "true",
      });
      for (const flow of [events, plain, events, plain]) await flow.deploy();
      expect(await watches(zoho)).toHaveLength(2);
      await pass(zoho, 10);
      const values = {
        recordType: "Deals",
        dynamicValues: { Deal_Name: "A", Stage: "Closed Won" },
      };
      const [made] = (await zoho.act("crmCreateRecord", values)) as Row[];
      const id = idOf(made);
      const changes = [
        () =>
          zoho.act("crmUpdateRecord", {
            ...values,
            recordId: id,
            dynamicValues: { Deal_Name: "B" },
          }),
        () => zoho.act("crmRemoveRecord", { recordType: "Deals", recordId: id }),
      ];
      await settled(zoho, events, plain);
      for (const change of changes) {
        await pass(zoho, 30);
        await change();
        await settled(zoho, events, plain);
      }
      await pass(zoho, 100);
      expect(await events.runScheduled()).toMatchObject({ resultType: "polled_no_changes" });
      const told = [`created ${id}`, `updated ${id}`, `deleted ${id}`];
      expect(
        eventsOf(events).map(({ changeType, record }) => `${changeType} ${record.id}`),
      ).toEqual(told);
      const bodies = plain.handedOver.map(({ data }) => data as Row);
      expect(bodies.map(({ operation, ids, deletedIds }) => [operation, ids, deletedIds])).toEqual([
        ["insert", [id], []],
        ["update", [id], []],
        ["delete", [id], [id]],
      ]);
      const renewal = await zoho.act("crmRenewNotification", {}, { state: platform.state });
      const { channels } = renewal as { channels: Row[] };
      expect(channels.map(({ outcome }) => outcome)).toEqual(["renewed", "renewed"]);
      for (const flow of [events, plain, events]) await flow.delete();
      expect(await watches(zoho)).toEqual([]);
    } finally {
      await platform.stop();
    }
  },
);
