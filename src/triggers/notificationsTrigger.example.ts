import { examplePayload } from "./examplePayload";

/** What a flow gets when two leads were edited. */
export const notificationExample = {
  payload: examplePayload({
    server_time: 1769853600123,
    affected_values: [],
    query_params: {},
    module: "Leads",
    resource_uri: "https://www.zohoapis.com/crm/v8/Leads",
    ids: ["4876876000003456001"],
    affected_fields: [{ "4876876000003456001": ["Lead_Status"] }],
    operation: "update",
    channel_id: "1000000068001",
    token: "a-secret-of-your-own",
    dedupeId: "5d1c2f0e7a9b46318c2d4e6f80a1b3c5",
  }),
  response: { statusCode: 200, contentType: "application/json" },
};
