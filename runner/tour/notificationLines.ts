import assert from "node:assert/strict";
import type { Journey } from "./journey";
import { asRow, asRows } from "./rows";

const CHANNEL = "9007199254740993001";

/** A notification channel from start to end, with an id too large for a number. */
export async function notificationLines(journey: Journey): Promise<void> {
  const modules = async (): Promise<string[]> => {
    const values = { channelId: CHANNEL, fetchAll: "true" };
    const { watch } = asRow(await journey.action("crmGetNotificationDetails", values));
    return asRows(watch)
      .map(({ resource_name }) => String(resource_name))
      .sort();
  };
  journey.section("Notification channels");
  await journey.line("crmEnableNotification", async () => {
    await journey.action("crmEnableNotification", {
      channelId: CHANNEL,
      events: '["Leads.create", "Contacts.all"]',
      notifyUrl: "https://hooks.example.com/tour",
      token: "a-secret",
    });
    return `channel ${CHANNEL}`;
  });
  await journey.line("crmGetNotificationDetails", async () => {
    assert.deepEqual(await modules(), ["Contacts", "Leads"]);
    return "Contacts, Leads";
  });
  await journey.line("selectNotificationChannel", async () => {
    const [choice] = asRows(await journey.dataSource("selectNotificationChannel", {}));
    assert.equal(choice?.key, CHANNEL);
    return String(choice?.label);
  });
  await journey.line("crmUpdateNotification", async () => {
    const values = { channelId: CHANNEL, events: '["Deals.edit"]' };
    await journey.action("crmUpdateNotification", values);
    assert.deepEqual(await modules(), ["Contacts", "Deals", "Leads"]);
    return "with Deals";
  });
  await journey.line("crmDisableSpecificNotification", async () => {
    const values = { channelId: CHANNEL, events: '["Leads.create"]' };
    await journey.action("crmDisableSpecificNotification", values);
    assert.deepEqual(await modules(), ["Contacts", "Deals"]);
    return "without Leads";
  });
  await journey.line("crmDisableNotification", async () => {
    await journey.action("crmDisableNotification", { channelIds: CHANNEL });
    assert.deepEqual(await modules(), []);
    return "closed";
  });
}
