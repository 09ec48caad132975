import type { Connection } from "@prismatic-io/spectral";
import { errorFromReply } from "../client/errors/crmErrors";
import type { CallContext, ClientOptions, Product, ProductPaths } from "../client/request";
import type { Attempt } from "../client/response";
import { ZohoClient } from "../client/zohoClient";
import { CRM_CALLS_IN_FLIGHT } from "../limits";

/** https://www.zoho.com/crm/developer/docs/api/v8/ */
const CRM: Product = {
  basePath: "/crm/v8",
  scopeFor: crmScopeFor,
  limiter: CRM_CALLS_IN_FLIGHT,
  interpret: withCredits,
  errorFromReply,
};

/** Where raw requests to Zoho CRM may go. */
export const CRM_PATHS: ProductPaths = { base: CRM.basePath, root: "/crm/" };

export type CrmClient = ZohoClient;

/** A client for Zoho CRM. Throws a ConnectionError if the connection cannot be used at all. */
export function crmClient(
  connection: Connection,
  context: CallContext,
  options?: ClientOptions,
): CrmClient {
  return new ZohoClient(CRM, connection, context, options);
}

/** Zoho CRM reports the API credits left once half of the day's are used. */
function withCredits(attempt: Attempt): Attempt {
  const credits = attempt.headers?.["x-api-credits-remaining"];
  if (!credits || !/^\d+$/.test(credits)) return attempt;
  const creditsRemaining = Number(credits);
  const { outcome } = attempt;
  const isExhausted = creditsRemaining === 0;
  return {
    ...attempt,
    creditsRemaining,
    outcome: outcome.kind === "reply" ? { ...outcome, isExhausted } : outcome,
  };
}

/**
 * The scope that a call needs, from its method and its path below /crm/v8.
 * https://www.zoho.com/crm/developer/docs/api/v8/scopes.html
 */
export function crmScopeFor(method: string, path: string): string {
  const operation = OPERATIONS[method.toUpperCase()] ?? "ALL";
  const [first = "", second = ""] = path.replace(/^\/+/, "").split(/[/?]/);
  if (first === "settings") return `ZohoCRM.settings.${second || "modules"}.${operation}`;
  if (first === "coql") return "ZohoCRM.coql.READ";
  if (first === "org") return `ZohoCRM.org.${operation}`;
  if (first === "users") return `ZohoCRM.users.${operation}`;
  if (first === "actions") return `ZohoCRM.notifications.${operation}`;
  const modules = `ZohoCRM.modules.${operation}`;
  return second === "search" ? `${modules} and ZohoSearch.securesearch.READ` : modules;
}

const OPERATIONS: Record<string, string> = {
  GET: "READ",
  POST: "CREATE",
  PUT: "UPDATE",
  PATCH: "UPDATE",
  DELETE: "DELETE",
};
