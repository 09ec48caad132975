import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { disableChannels } from "../../crm/notifications";
import { connection } from "../../inputs/connection";
import { channelIds } from "../../inputs/notification";
import { disabledReply } from "./crmNotification.example";
import { watchSchema } from "./crmNotification.schema";

export const crmDisableNotification = action({
  display: {
    label: "CRM - Disable Notification",
    description: "Closes notification channels.",
  },
  inputs: {
    connection,
    channelIds,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: watchSchema }),
  examplePayload: { data: disabledReply },
  examplePerform: async () => ({ data: disabledReply }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    return { data: await disableChannels(client, params.channelIds) };
  },
});
