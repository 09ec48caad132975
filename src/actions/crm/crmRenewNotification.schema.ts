import type { ActionOutputSchema } from "@prismatic-io/spectral";

const channel = {
  channelId: { type: "string" as const },
  modules: { type: "array" as const, items: { type: "string" as const } },
  notifyUrl: { type: "string" as const },
  until: { type: ["string" as const, "null" as const] },
};

/** What CRM - Renew Notification returns, for the designer's references. Never enforced. */
export const renewalSchema: ActionOutputSchema["schema"] = {
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
