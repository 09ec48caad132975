import assert from "node:assert/strict";
import { inspect } from "node:util";

const CHANNEL = "1000000068001";
const DAY_MS = 24 * 60 * 60 * 1000;

/** A channel enabled, read, updated, reduced and disabled. */
export function notifications(session) {
  const { Choice, Notifications } = session.sdk;
  const { DeleteNotificationParam, GetNotificationsParam } = Notifications;
  const operations = new Notifications.NotificationsOperations();
  const expiry = new Date(Math.floor(Date.now() / 1000) * 1000 + DAY_MS);

  const watch = (events) => {
    const notification = new Notifications.Notification();
    notification.setChannelId(CHANNEL);
    if (events) notification.setEvents(events);
    return notification;
  };

  const body = (notification) => {
    const wrapper = new Notifications.BodyWrapper();
    wrapper.setWatch([notification]);
    return wrapper;
  };

  /** The outcome of the only entry, which must be a success. */
  const outcome = async (response, status) => {
    const [row] = (await response.getObject()).getWatch();
    assert.ok(row instanceof Notifications.SuccessResponse, inspect(row));
    assert.equal(response.getStatusCode(), status);
    return row.getMessage().getValue();
  };

  const stored = async () => (await session.control("GET", "watches")).watches;

  return [
    [
      "enables a channel",
      async () => {
        const notification = watch(["Leads.create", "Leads.edit", "Contacts.all"]);
        notification.setNotifyUrl("https://hooks.example.test/zoho");
        notification.setToken("token of the channel");
        notification.setChannelExpiry(expiry);
        const message = await outcome(
          await operations.enableNotifications(body(notification)),
          201,
        );
        const [channel] = await stored();
        assert.equal(Date.parse(channel.expiresAt), expiry.getTime());
        return message;
      },
    ],
    [
      "gets its details",
      async () => {
        const parameters = await session.parameters(
          [GetNotificationsParam.CHANNEL_ID, CHANNEL],
          [GetNotificationsParam.MODULE, "Leads"],
        );
        const response = await operations.getNotifications(parameters);
        const [row] = (await response.getObject()).getWatch();
        assert.equal(row.getChannelId(), CHANNEL);
        assert.equal(row.getToken(), "token of the channel");
        assert.equal(row.getChannelExpiry().getTime(), expiry.getTime());
      },
    ],
    [
      "changes its URL",
      async () => {
        const notification = watch(["Leads.create", "Leads.edit", "Contacts.all"]);
        notification.setNotifyUrl("https://hooks.example.test/other");
        await outcome(await operations.updateNotification(body(notification)), 200);
        assert.equal((await stored())[0].notifyUrl, "https://hooks.example.test/other");
      },
    ],
    [
      "removes events from it",
      async () => {
        const notification = watch(["Contacts.all"]);
        notification.setDeleteEvents(new Choice(true));
        const message = await outcome(
          await operations.disableNotification(body(notification)),
          200,
        );
        const { events } = (await stored())[0];
        assert.ok(
          events.every((event) => event.startsWith("Leads.")),
          events.join(", "),
        );
        return message;
      },
    ],
    [
      "disables it; then there is no channel",
      async () => {
        const parameters = await session.parameters([DeleteNotificationParam.CHANNEL_IDS, CHANNEL]);
        const message = await outcome(await operations.deleteNotification(parameters), 200);
        assert.equal((await operations.getNotifications()).getStatusCode(), 204);
        return message;
      },
    ],
  ];
}
