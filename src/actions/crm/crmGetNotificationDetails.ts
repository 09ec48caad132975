import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { channelDetails } from "../../crm/notifications";
import { connection } from "../../inputs/connection";
import {
  channelId,
  channelPage,
  channelsPerPage,
  fetchAllChannels,
  watchedModule,
} from "../../inputs/notification";
import { channelReply } from "./crmNotification.example";
import { watchSchema } from "./crmNotification.schema";

export const crmGetNotificationDetails = action({
  display: {
    label: "CRM - Get Notification Details",
    description:
      "Returns what a notification channel watches, where it posts to and when it expires.",
  },
  inputs: {
    channelId,
    fetchAll: fetchAllChannels,
    module: watchedModule,
    page: channelPage,
    per_page: channelsPerPage,
    connection,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: watchSchema }),
  examplePayload: { data: channelReply },
  examplePerform: async () => ({ data: channelReply }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const { channelId, module, page, per_page: perPage, fetchAll } = params;
    return { data: await channelDetails(client, { channelId, module, page, perPage, fetchAll }) };
  },
});
