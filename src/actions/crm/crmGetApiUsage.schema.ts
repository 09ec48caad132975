import type { ActionOutputSchema } from "@prismatic-io/spectral";

type Schema = Extract<ActionOutputSchema, { type: "actionOutput" }>["schema"];

/** How an organization stands with its API credits, the same on both branches. */
export const apiUsageSchema = {
  type: "object",
  properties: {
    pause: { type: "boolean" },
    pauseAtShare: { type: "number" },
    usedShare: { type: ["number", "null"] },
    remaining: { type: ["integer", "null"] },
    allowance: { type: ["integer", "null"] },
    edition: { type: ["string", "null"] },
    userLicenses: { type: ["integer", "null"] },
  },
  required: ["pause", "pauseAtShare", "usedShare", "remaining", "allowance"],
} satisfies Schema;
