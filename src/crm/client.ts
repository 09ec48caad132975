import type { Connection } from "@prismatic-io/spectral";
import { errorFromReply } from "../client/errors/crmErrors";
import type { ProductPaths } from "../client/rawRequest";
import type { Attempt } from "../client/response";
import { crmScopeFor } from "../client/scopes";
import {
  type CallContext,
  type ClientOptions,
  type Product,
  ZohoClient,
} from "../client/zohoClient";
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

/** A client for Zoho CRM. Throws a ConnectionError when the connection cannot be used at all. */
export function crmClient(
  connection: Connection,
  context: CallContext,
  options?: ClientOptions,
): CrmClient {
  return new ZohoClient(CRM, connection, context, options);
}

/** Zoho CRM names the API credits left once half of the day's are used. */
function withCredits(attempt: Attempt): Attempt {
  const credits = attempt.headers?.["x-api-credits-remaining"];
  if (!credits || !/^\d+$/.test(credits)) return attempt;
  const creditsRemaining = Number(credits);
  const { outcome } = attempt;
  return {
    ...attempt,
    creditsRemaining,
    outcome:
      outcome.kind === "reply" ? { ...outcome, isExhausted: creditsRemaining === 0 } : outcome,
  };
}
