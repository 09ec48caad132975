import type { WatchReply } from "../../crm/notifications";

/** What Zoho answers to a channel that was enabled or changed. */
export const enabledReply: WatchReply = {
  watch: [
    {
      code: "SUCCESS",
      details: {
        events: [
          {
            channel_expiry: "2026-02-07T10:00:00+05:30",
            resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
            resource_id: "4876876000000000131",
            resource_name: "Leads",
            channel_id: "1000000068001",
          },
        ],
      },
      message: "Successfully subscribed for actions-watch of the given module",
      status: "success",
    },
  ],
};

/** What Zoho answers to an update of a channel. */
export const updatedReply: WatchReply = {
  watch: [{ ...enabledReply.watch[0], message: "Successfully updated the subscribe details" }],
};

/** What Zoho answers when events were taken from a channel. */
export const removedEventsReply: WatchReply = {
  watch: [
    {
      code: "SUCCESS",
      details: {
        events: [
          {
            resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
            resource_id: "4876876000000000131",
            resource_name: "Leads",
            channel_id: "1000000068001",
          },
        ],
      },
      message: "Successfully removed the subscribe details",
      status: "success",
    },
  ],
};

/** What Zoho answers when a channel was closed. */
export const disabledReply: WatchReply = {
  watch: [
    {
      code: "SUCCESS",
      details: {
        resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
        resource_id: "4876876000000000131",
        channel_id: "1000000068001",
      },
      message: "Successfully un-subscribed from actions-watch",
      status: "success",
    },
  ],
};

/** What Zoho tells of a channel, one row for each module. */
export const channelReply: Required<WatchReply> = {
  watch: [
    {
      notify_on_related_action: true,
      channel_expiry: "2026-02-07T10:00:00+05:30",
      return_affected_field_values: false,
      resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
      resource_id: "4876876000000000131",
      notify_url: "https://hooks.example.com/zoho",
      resource_name: "Leads",
      fields: null,
      notification_condition: null,
      channel_id: "1000000068001",
      events: ["Leads.create", "Leads.edit"],
      token: "a-secret-of-your-own",
    },
  ],
  info: { per_page: 200, count: 1, page: 1, more_records: false },
};
