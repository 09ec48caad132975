import type { ZohoRequest } from "../client/zohoClient";

/** How a call to Zoho Books names its organization. https://www.zoho.com/books/api/v3/introduction/#organization-id */
const ORGANIZATION_ID = "organization_id";

export const ORGANIZATIONS = "/organizations";

/** The organizations themselves belong to none. */
export function isAboutOrganizations({ path, elsewhere }: ZohoRequest): boolean {
  const below = elsewhere ? path.replace(/^\/books\/v\d+/, "") : path;
  return below === ORGANIZATIONS || below.startsWith(`${ORGANIZATIONS}/`);
}

/** The organization that a request names by itself, as a raw request or a filter may. */
export function organizationIn({ query = {}, pairs = [] }: ZohoRequest): string | undefined {
  const pair = pairs.find(([name, value]) => name === ORGANIZATION_ID && value !== "")?.[1];
  const value = pair ?? query[ORGANIZATION_ID];
  return value === undefined || value === "" ? undefined : String(value);
}

/** The request without a parameter that names no organization. */
export function withoutEmpty(request: ZohoRequest): ZohoRequest {
  const { pairs } = request;
  if (!pairs) return request;
  return {
    ...request,
    pairs: pairs.filter(([name, value]) => name !== ORGANIZATION_ID || value !== ""),
  };
}

/** The request in an organization, unless it names its own. */
export function inOrganization(request: ZohoRequest, id: string): ZohoRequest {
  if (organizationIn(request) !== undefined) return withoutEmpty(request);
  return withoutEmpty({ ...request, query: { ...request.query, [ORGANIZATION_ID]: id } });
}
