import type { Clock } from "../clock";
import { accountsOrigin, isEnvironment, isLocation, type Location } from "../dataCenters";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { type Grant, isKnownAt, type OAuthClient } from "./accountsState";
import { consentPage, errorPage } from "./consentPage";
import { parameters } from "./parameters";
import { areKnownScopes, splitScopes } from "./scopes";

interface AuthorizeRequest {
  client: OAuthClient;
  redirectUri: string;
  scopes: string[];
  params: URLSearchParams;
}

const isAllowedRedirect = (client: OAuthClient, redirectUri: string): boolean =>
  client.redirectUris
    ? client.redirectUris.includes(redirectUri)
    : /^(https:\/\/[^/]|http:\/\/(127\.0\.0\.1|localhost)([:/]|$))/.test(redirectUri);

/** The validated request, or the error page that the browser shows. */
function check(
  state: SandboxState,
  params: URLSearchParams,
  location: Location,
): AuthorizeRequest | Reply {
  const client = state.accounts.client(params.get("client_id") ?? "");
  if (client?.kind !== "server" || !isKnownAt(client, location)) {
    return errorPage("invalid_client");
  }
  const redirectUri = params.get("redirect_uri") ?? "";
  if (!isAllowedRedirect(client, redirectUri)) return errorPage("invalid_redirect_uri");
  if (params.get("response_type") !== "code") return errorPage("invalid_response_type");
  const scopes = splitScopes(params.get("scope") ?? "");
  if (!areKnownScopes(scopes)) return errorPage("invalid_scope");
  return { client, redirectUri, scopes, params };
}

function redirect(redirectUri: string, parts: Record<string, string | null>): Reply {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(parts)) {
    if (value !== null) target.searchParams.set(name, value);
  }
  return { status: 302, headers: { location: target.href } };
}

/** What the user grants: the choices of the consent page, by default the first user here. */
function toGrant(
  state: SandboxState,
  { client, scopes, params }: AuthorizeRequest,
  location: Location,
): Grant {
  const chosen = params.get("location") ?? "";
  const environment = params.get("environment") ?? "";
  const user = state.user(params.get("user") ?? "") ?? state.users[0];
  return {
    clientId: client.id,
    userId: user?.id ?? "",
    scopes,
    location: isLocation(chosen) ? chosen : location,
    environment: isEnvironment(environment) ? environment : "production",
  };
}

/** Redirects with a code. Only offline access with a new consent yields a refresh token. */
function accept(state: SandboxState, request: AuthorizeRequest, grant: Grant, clock: Clock): Reply {
  const { params, redirectUri } = request;
  const consentIsNew = params.get("prompt") === "consent" || !state.accounts.hasConsented(grant);
  const refreshable = params.get("access_type") === "offline" && consentIsNew;
  return redirect(redirectUri, {
    state: params.get("state"),
    code: state.accounts.issueCode(grant, redirectUri, refreshable, clock.now()),
    location: grant.location,
    "accounts-server": accountsOrigin(grant.location),
  });
}

/** `GET /oauth/v2/auth` (facts 1.3): the consent page, or a code if the user consented before. */
export function authorize(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  location: Location,
): Reply {
  const checked = check(state, request.query, location);
  if ("status" in checked) return checked;
  const grant = toGrant(state, checked, location);
  if (checked.params.get("prompt") !== "consent" && state.accounts.hasConsented(grant)) {
    return accept(state, checked, grant, clock);
  }
  return consentPage(state, checked.scopes, checked.params, location);
}

/** `GET|POST /oauth/v2/approve`: what the consent page submits, `action=accept` or `reject`. */
export function approve(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  location: Location,
): Reply {
  const params = parameters(request);
  const checked = check(state, params, location);
  if ("status" in checked) return checked;
  if (params.get("action") !== "accept") {
    return redirect(checked.redirectUri, { state: params.get("state"), error: "access_denied" });
  }
  return accept(state, checked, toGrant(state, checked, location), clock);
}
