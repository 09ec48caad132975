import type { TriggerPayload } from "@prismatic-io/spectral";

/** A payload as the platform hands it on, with the body of a trigger's. */
export const examplePayload = (data: unknown): TriggerPayload => ({
  headers: {},
  queryParameters: {},
  rawBody: { data: null, contentType: "application/json" },
  body: { data },
  pathFragment: "",
  webhookUrls: {},
  webhookApiKeys: {},
  invokeUrl: "",
  executionId: "SW5zdGFuY2VFeGVjdXRpb25SZXN1bHQ6MQ==",
  customer: { id: "customer-1", name: "Customer 1", externalId: "customer-1" },
  instance: { id: "instance-1", name: "Instance 1" },
  user: { id: "user-1", name: "User 1", email: "user@example.test", externalId: "user-1" },
  integration: {
    id: "integration-1",
    name: "Integration 1",
    versionSequenceId: "1",
    externalVersion: "1.0.0",
  },
  flow: { id: "flow-1", name: "Flow 1", stableId: "flow-1" },
  startedAt: "2026-01-31T10:00:00.000Z",
  globalDebug: false,
});
