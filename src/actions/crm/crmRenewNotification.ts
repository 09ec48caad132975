import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { parseStoredFlow, type StoredFlow } from "../../crm/channels/channel";
import { channelIdsFor } from "../../crm/channels/identity";
import { renewChannels } from "../../crm/channels/renewChannels";
import { crmClient } from "../../crm/client";
import { connection } from "../../inputs/connection";
import { renewedChannelId } from "../../inputs/notification";
import { renewal } from "./crmRenewNotification.example";
import { renewalSchema } from "./crmRenewNotification.schema";

export const crmRenewNotification = action({
  display: {
    label: "CRM - Renew Notification",
    description:
      "Renews notification channels for as long as Zoho allows, opens anew those of this instance that are gone, and tells until when each lives.",
  },
  inputs: {
    connection,
    channelId: renewedChannelId,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: renewalSchema }),
  examplePayload: { data: renewal },
  examplePerform: async () => ({ data: renewal }),
  perform: async (context, { connection, channelId }) => {
    const { crossFlowState, instance } = context;
    const flows = new Map<string, StoredFlow>();
    for (const [flow, value] of Object.entries(crossFlowState)) {
      const stored = parseStoredFlow(value);
      if (stored) flows.set(flow, stored);
    }
    const names = [...flows.keys()];
    const wish = {
      channelId,
      stored: [...flows].flatMap(([flow, { channels }]) =>
        channels.map((channel) => ({ flow, channel })),
      ),
      ownIds: names.flatMap((flow) => channelIdsFor({ instance: instance.id, flow })),
    };
    const renewed: Record<string, StoredFlow> = {};
    const data = await renewChannels(crmClient(connection, context), wish, ({ flow, channel }) => {
      const stored = renewed[flow] ?? flows.get(flow);
      if (!stored) return;
      const channels = stored.channels.map((one) => (one.id === channel.id ? channel : one));
      renewed[flow] = { ...stored, channels };
    });
    return { data, crossFlowState: renewed };
  },
});
