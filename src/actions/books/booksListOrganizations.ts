import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { booksClient } from "../../books/client";
import { bodyOf } from "../../books/replies";
import { connection } from "../../inputs/connection";
import { organizationsSchema } from "./booksRecord.schema";

const example = {
  code: 0,
  message: "success",
  organizations: [
    {
      organization_id: "700100200",
      name: "Northwind Test",
      is_default_org: true,
      plan_name: "Professional",
      time_zone: "Asia/Calcutta",
      currency_id: "260815000000000097",
      currency_code: "INR",
      currency_symbol: "Rs.",
      price_precision: 2,
      language_code: "en",
    },
  ],
};

export const booksListOrganizations = action({
  display: {
    label: "Books - List Organizations",
    description: "Lists the organizations of Zoho Books that the connected user belongs to.",
  },
  inputs: { connection },
  performSafety: PerformSafety.SAFE,
  outputSchema: outputSchema({ type: "actionOutput", schema: organizationsSchema }),
  examplePayload: { data: example },
  perform: async (context, params) => {
    const client = booksClient(params.connection, context, { organizationId: "" });
    const { reply } = await client.organizations();
    return { data: bodyOf(reply) };
  },
});
