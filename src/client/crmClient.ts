import type { Connection } from "@prismatic-io/spectral";
import type { ProductPaths } from "./rawRequest";
import { crmScopeFor } from "./scopes";
import { type CallContext, type ClientOptions, type Product, ZohoClient } from "./zohoClient";

/** https://www.zoho.com/crm/developer/docs/api/v8/ */
const CRM: Product = { basePath: "/crm/v8", scopeFor: crmScopeFor };

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
