import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../client/crmClient";
import { keptFlowIn } from "../crm/channels/keptChannels";
import { renewChannels } from "../crm/channels/renewChannels";
import { connection } from "../inputs/connection";
import { renewedChannelId } from "../inputs/notification";
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
  perform: async ({ crossFlowState, webhookUrls, ...context }, { connection, channelId }) => {
    const flows = Object.entries(crossFlowState).flatMap(([flow, value]) => {
      const kept = keptFlowIn(value);
      return kept ? [{ flow, kept }] : [];
    });
    const renewed: Record<string, unknown> = {};
    const wish = {
      channelId,
      kept: flows.flatMap(({ kept }) => kept.channels),
      ownUrls: Object.values(webhookUrls),
    };
    const data = await renewChannels(crmClient(connection, context), wish, (channel) => {
      for (const { flow, kept } of flows) {
        const at = kept.channels.findIndex(({ id }) => id === channel.id);
        if (at < 0) continue;
        kept.channels[at] = channel;
        renewed[flow] = { ...kept };
      }
    });
    return { data, crossFlowState: renewed };
  },
});
