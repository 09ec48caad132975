import type { ActionOutputSchema } from "@prismatic-io/spectral";

const texts = (...keys: string[]) =>
  Object.fromEntries(keys.map((key) => [key, { type: "string" }]));

/** Organization and user hold only `error` when they could not be read. */
export const connectionReportSchema: ActionOutputSchema["schema"] = {
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
