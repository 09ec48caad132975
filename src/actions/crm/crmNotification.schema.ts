import type { ActionOutputSchema } from "@prismatic-io/spectral";

/** What the actions on notification channels return, for the designer's references. Never enforced. */
export const watchSchema: ActionOutputSchema["schema"] = {
  type: "object",
  properties: {
    watch: { type: "array", items: { type: "object", additionalProperties: true } },
    info: { type: "object", additionalProperties: true },
  },
  required: ["watch"],
  additionalProperties: true,
};
