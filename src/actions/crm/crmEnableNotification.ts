import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { enableChannel } from "../../crm/notifications";
import { connection } from "../../inputs/connection";
import {
  channelExpiry,
  channelId,
  events,
  grantedExpiry,
  notificationCondition,
  notifyOnRelatedAction,
  notifyUrl,
  returnAffectedFieldValues,
  token,
} from "../../inputs/notification";
import { enabledReply } from "./crmNotification.example";
import { watchSchema } from "./crmNotification.schema";

export const crmEnableNotification = action({
  display: {
    label: "CRM - Enable Notification",
    description:
      "Opens a notification channel, through which Zoho CRM posts to a URL when records change.",
  },
  inputs: {
    connection,
    channelId,
    events,
    notifyUrl,
    token,
    channelExpiry,
    returnAffectedFieldValues,
    notifyOnRelatedAction,
    notificationCondition,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: watchSchema }),
  examplePayload: { data: enabledReply },
  examplePerform: async () => ({ data: enabledReply }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const { notificationCondition: condition, channelExpiry, token, ...rest } = params;
    const expiry = grantedExpiry(channelExpiry, Date.now());
    const settings = { ...rest, condition, expiry, token: token || undefined };
    return { data: await enableChannel(client, settings) };
  },
});
