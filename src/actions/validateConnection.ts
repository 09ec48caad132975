import type { ActionOutputSchema } from "@prismatic-io/spectral";
import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { BOOKS_SCOPE_USE } from "../books/scopeUse";
import { crmClient } from "../crm/client";
import { type ConnectionReport, reportConnection } from "../crm/connectionReport";
import { CRM_SCOPE_USE } from "../crm/scopeUse";
import { connection } from "../inputs/connection";

const example: ConnectionReport = {
  ok: true,
  dataCenter: {
    code: "eu",
    label: "Europe",
    accountsServer: "https://accounts.zoho.eu",
    apiHost: "www.zohoapis.eu",
    environment: "production",
    foundBy: "api_domain",
  },
  organization: {
    id: "60012345678",
    name: "Acme GmbH",
    edition: "enterprise",
    type: "production",
    isSandbox: false,
    userLicenses: 10,
    timeZone: "Europe/Berlin",
    currency: "EUR",
  },
  user: {
    id: "4876876000000327001",
    name: "Ana Sousa",
    email: "ana.sousa@example.com",
    role: "CEO",
    profile: "Administrator",
  },
  apiVersion: "v8",
  scopes: { source: "token", granted: ["ZohoCRM.modules.ALL", "ZohoCRM.org.ALL"], missing: [] },
  creditsRemaining: null,
  problems: [],
};

const texts = (...keys: string[]) =>
  Object.fromEntries(keys.map((key) => [key, { type: "string" }]));

/** Organization and user hold only `error` when they could not be read. */
const connectionReportSchema: ActionOutputSchema["schema"] = {
  type: "object",
  properties: {
    ok: { type: "boolean" },
    dataCenter: {
      type: "object",
      properties: texts("code", "label", "accountsServer", "apiHost", "environment", "foundBy"),
      additionalProperties: true,
    },
    organization: {
      type: "object",
      properties: {
        ...texts("id", "name", "edition", "type", "timeZone", "currency", "error"),
        isSandbox: { type: "boolean" },
        userLicenses: { type: ["integer", "null"] },
      },
      additionalProperties: true,
    },
    user: {
      type: "object",
      properties: texts("id", "name", "email", "role", "profile", "error"),
      additionalProperties: true,
    },
    apiVersion: { type: "string" },
    scopes: {
      type: "object",
      properties: {
        source: { type: "string" },
        granted: { type: "array", items: { type: "string" } },
        missing: {
          type: "array",
          items: {
            type: "object",
            properties: {
              ...texts("scope", "purpose"),
              usedBy: { type: "array", items: { type: "string" } },
              required: { type: "boolean" },
            },
            additionalProperties: true,
          },
        },
      },
      additionalProperties: true,
    },
    creditsRemaining: { type: ["integer", "null"] },
    problems: { type: "array", items: { type: "string" } },
  },
  required: ["ok", "dataCenter", "organization", "user", "apiVersion", "scopes", "problems"],
  additionalProperties: true,
};

export const validateConnection = action({
  display: {
    label: "Validate Connection",
    description:
      "Reports the connection's data center, organization, user, scopes and API credits, and any problems.",
  },
  inputs: { connection },
  performSafety: PerformSafety.SAFE,
  outputSchema: outputSchema({ type: "actionOutput", schema: connectionReportSchema }),
  examplePayload: { data: example },
  perform: async (context, { connection }) => ({
    data: await reportConnection(crmClient(connection, context), [
      ...CRM_SCOPE_USE,
      ...BOOKS_SCOPE_USE,
    ]),
  }),
});
