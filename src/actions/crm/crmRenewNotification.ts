import type { ActionOutputSchema } from "@prismatic-io/spectral";
import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { channelIdsFor, parseStoredFlow, type StoredFlow } from "../../crm/channels/channel";
import { type Renewal, renewChannels } from "../../crm/channels/renew";
import { crmClient } from "../../crm/client";
import { connection } from "../../inputs/connection";
import { renewedChannelId } from "../../inputs/notification";

const channel = {
  channelId: { type: "string" as const },
  modules: { type: "array" as const, items: { type: "string" as const } },
  notifyUrl: { type: "string" as const },
  until: { type: ["string" as const, "null" as const] },
};

/** What CRM - Renew Notification returns, for the designer's references. Never enforced. */
const renewalSchema: ActionOutputSchema["schema"] = {
  type: "object",
  properties: {
    channels: {
      type: "array",
      items: {
        type: "object",
        properties: {
          ...channel,
          outcome: { type: "string" },
          error: { type: ["string", "null"] },
        },
        required: ["channelId", "modules", "notifyUrl", "outcome", "until", "error"],
        additionalProperties: true,
      },
    },
    orphans: {
      type: "array",
      items: {
        type: "object",
        properties: channel,
        required: ["channelId", "modules", "notifyUrl", "until"],
        additionalProperties: true,
      },
    },
  },
  required: ["channels", "orphans"],
  additionalProperties: true,
};

/** A channel that lives on, and one that nobody waits for. */
const renewal: Renewal = {
  channels: [
    {
      channelId: "1000000068001",
      modules: ["Contacts", "Leads"],
      notifyUrl: "https://hooks.example.com/trigger/one",
      outcome: "renewed",
      until: "2026-02-07T09:00:00+00:00",
      error: null,
    },
  ],
  orphans: [
    {
      channelId: "1000000068002",
      modules: ["Leads"],
      notifyUrl: "https://hooks.example.com/trigger/one",
      until: "2026-01-31T10:00:00+00:00",
    },
  ],
};

export const crmRenewNotification = action({
  display: {
    label: "CRM - Renew Notification",
    description:
      "Renews notification channels for as long as Zoho allows, reopens lost channels of this instance, and returns when each expires.",
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
    const request = {
      channelId,
      stored: [...flows].flatMap(([flow, { channels }]) =>
        channels.map((channel) => ({ flow, channel })),
      ),
      ownIds: names.flatMap((flow) => channelIdsFor({ instance: instance.id, flow })),
    };
    const renewed: Record<string, StoredFlow> = {};
    const data = await renewChannels(
      crmClient(connection, context),
      request,
      ({ flow, channel }) => {
        const stored = renewed[flow] ?? flows.get(flow);
        if (!stored) return;
        const channels = stored.channels.map((one) => (one.id === channel.id ? channel : one));
        renewed[flow] = { ...stored, channels };
      },
    );
    return { data, crossFlowState: renewed };
  },
});
