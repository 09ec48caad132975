import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { updateChannel } from "../../crm/notifications";
import { connection } from "../../inputs/connection";
import {
  addedEvents,
  changedNotifyOnRelatedAction,
  changedNotifyUrl,
  changedReturnAffectedFieldValues,
  channelExpiry,
  channelId,
  grantedExpiry,
  notificationCondition,
  token,
} from "../../inputs/notification";
import { updatedReply } from "./crmNotification.example";
import { watchSchema } from "./crmNotification.schema";

export const crmUpdateNotification = action({
  display: {
    label: "CRM - Update Notification",
    description: "Changes a notification channel. Empty inputs leave its settings unchanged.",
  },
  inputs: {
    connection,
    channelId,
    events: addedEvents,
    notifyUrl: changedNotifyUrl,
    token,
    channelExpiry,
    notificationCondition,
    notifyOnRelatedAction: changedNotifyOnRelatedAction,
    returnAffectedFieldValues: changedReturnAffectedFieldValues,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: watchSchema }),
  examplePayload: { data: updatedReply },
  examplePerform: async () => ({ data: updatedReply }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const {
      notificationCondition: condition,
      channelExpiry,
      token,
      events,
      notifyUrl,
      ...rest
    } = params;
    const settings = {
      ...rest,
      condition,
      expiry: grantedExpiry(channelExpiry, Date.now()),
      events: events.length > 0 ? events : undefined,
      notifyUrl: notifyUrl || undefined,
      token: token || undefined,
    };
    return { data: await updateChannel(client, settings) };
  },
});
