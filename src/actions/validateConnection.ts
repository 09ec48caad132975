import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { BOOKS_SCOPE_USE } from "../books/scopeUse";
import { crmClient } from "../crm/client";
import { type ConnectionReport, reportConnection } from "../crm/connectionReport";
import { CRM_SCOPE_USE } from "../crm/scopeUse";
import { connection } from "../inputs/connection";
import { connectionReportSchema } from "./validateConnection.schema";

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

export const validateConnection = action({
  display: {
    label: "Validate Connection",
    description:
      "Reports data center, organization, user, scopes and API credits of the connection, and what is wrong with it.",
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
