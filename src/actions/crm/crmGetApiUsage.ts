import type { ActionOutputSchema } from "@prismatic-io/spectral";
import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { type ApiUsage, readApiUsage } from "../../crm/apiUsage";
import { crmClient } from "../../crm/client";
import { backoffAtCreditPercentage, dailyCreditAllowance } from "../../inputs/apiUsage";
import { connection } from "../../inputs/connection";

const PROCEED = "Proceed";
const PAUSE = "Pause";

const example: ApiUsage = {
  pause: false,
  pauseAtShare: 0.8,
  usedShare: 0.6512,
  remaining: 20928,
  allowance: 60000,
  edition: "enterprise",
  userLicenses: 10,
};

type Schema = Extract<ActionOutputSchema, { type: "actionOutput" }>["schema"];

/** How an organization stands with its API credits, the same on both branches. */
const apiUsageSchema = {
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

export const crmGetApiUsage = action({
  display: {
    label: "CRM - Get API Usage",
    description:
      "Reads how many API credits of the last 24 hours are used, and continues on the branch Proceed or Pause.",
  },
  inputs: { connection, backoffAtCreditPercentage, dailyCreditAllowance },
  performSafety: PerformSafety.SAFE,
  allowsBranching: true,
  staticBranchNames: [PROCEED, PAUSE],
  outputSchema: outputSchema({
    type: "branchingOutput",
    branchSchemas: { [PROCEED]: apiUsageSchema, [PAUSE]: apiUsageSchema },
  }),
  examplePayload: { data: example, branch: PROCEED },
  perform: async (context, { connection, ...params }) => {
    const data = await readApiUsage(crmClient(connection, context), {
      pauseAtShare: params.backoffAtCreditPercentage,
      ...(params.dailyCreditAllowance && { allowance: params.dailyCreditAllowance }),
    });
    return { data, branch: data.pause ? PAUSE : PROCEED };
  },
});
