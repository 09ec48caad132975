import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { runFullQuery, runQuery } from "../../crm/coql";
import { connection } from "../../inputs/connection";
import { fetchAllRows, query } from "../../inputs/coql";

const example = [
  { Last_Name: "Rao", Email: "priya.rao@example.com", id: "4876876000001234001" },
  { Last_Name: "Boyle", Email: "sam.boyle@example.com", id: "4876876000001234002" },
];

export const crmRunQuery = action({
  display: {
    label: "CRM - COQL Query",
    description: "Runs a COQL (CRM Object Query Language) query and returns its rows.",
  },
  inputs: { connection, query, fetchAll: fetchAllRows },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({
    type: "actionOutput",
    schema: { type: "array", items: { type: "object", additionalProperties: true } },
  }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, params) => {
    const client = crmClient(params.connection, context);
    const run = params.fetchAll ? runFullQuery : runQuery;
    return { data: await run(client, params.query) };
  },
});
