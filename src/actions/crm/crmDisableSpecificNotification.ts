import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { removeEvents } from "../../crm/notifications";
import { connection } from "../../inputs/connection";
import { channelId, events, notifyOnRelatedAction } from "../../inputs/notification";
import { removedEventsReply } from "./crmNotification.example";
import { watchSchema } from "./crmNotification.schema";

export const crmDisableSpecificNotification = action({
  display: {
    label: "CRM - Disable Specific Notification",
    description: "Removes events from a notification channel and keeps its other events.",
  },
  inputs: {
    connection,
    channelId,
    events,
    notifyOnRelatedAction,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: watchSchema }),
  examplePayload: { data: removedEventsReply },
  examplePerform: async () => ({ data: removedEventsReply }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const { channelId, events, notifyOnRelatedAction } = params;
    return { data: await removeEvents(client, { channelId, events, notifyOnRelatedAction }) };
  },
});
