import type { Clock } from "../clock";
import { apiOrigin, type Location } from "../dataCenters";
import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { ACCESS_TOKEN_LIFETIME_S, type Grant, isKnownAt, type OAuthClient } from "./accountsState";
import { accountsError, tooManyTokenRequests } from "./errors";
import { parameters } from "./parameters";
import { areKnownScopes, splitScopes } from "./scopes";

/** A token request whose client has been authenticated. */
interface TokenRequest {
  state: SandboxState;
  client: OAuthClient;
  location: Location;
  params: URLSearchParams;
  now: number;
}

function tokenReply(
  { state }: TokenRequest,
  grant: Grant,
  accessToken: string,
  refreshToken?: string,
): Reply {
  return ok({
    access_token: accessToken,
    ...(refreshToken && { refresh_token: refreshToken }),
    ...(state.variants.tokenScope === "sent" && { scope: grant.scopes.join(" ") }),
    api_domain: apiOrigin(grant.location, grant.environment),
    token_type: "Bearer",
    expires_in: ACCESS_TOKEN_LIFETIME_S,
  });
}

function exchangeCode(request: TokenRequest): Reply {
  const { state, client, location, params, now } = request;
  const text = params.get("code") ?? "";
  const code = state.accounts.findCode(text, now);
  if (!code || code.clientId !== client.id || code.location !== location) {
    return accountsError("invalid_code");
  }
  if (params.get("redirect_uri") !== code.redirectUri) return accountsError("invalid_redirect_uri");
  state.accounts.spendCode(text);
  const refreshText = code.refreshable ? state.accounts.issueRefreshToken(code) : undefined;
  const parent = refreshText ? state.accounts.refreshToken(refreshText) : undefined;
  const accessToken = state.accounts.issueAccessToken(code, now, parent);
  return tokenReply(request, code, accessToken, refreshText);
}

function refresh(request: TokenRequest): Reply {
  const { state, client, location, params, now } = request;
  const token = state.accounts.refreshToken(params.get("refresh_token") ?? "");
  if (!token || token.clientId !== client.id || token.location !== location) {
    return accountsError("invalid_code");
  }
  const { variants } = state;
  if (variants.tokenThrottle === "on" && state.accounts.isThrottled(token, now)) {
    return tooManyTokenRequests(Number(variants.throttleStatus));
  }
  const maxActive = Number(variants.activeAccessTokens);
  return tokenReply(request, token, state.accounts.issueAccessToken(token, now, token, maxActive));
}

/** Self clients act as the administrator of the organization in `soid`. */
function clientCredentials(request: TokenRequest): Reply {
  const { state, client, location, params, now } = request;
  if (client.kind !== "self") return accountsError("invalid_client");
  const scopes = splitScopes(params.get("scope") ?? "");
  if (!areKnownScopes(scopes)) return accountsError("invalid_scope");
  if (params.get("soid") !== `ZohoCRM.${state.organization.zgid}`) {
    return accountsError("missing_org_info");
  }
  const userId = state.users[0]?.id ?? "";
  const grant: Grant = {
    clientId: client.id,
    userId,
    scopes,
    location,
    environment: "production",
  };
  return tokenReply(request, grant, state.accounts.issueAccessToken(grant, now));
}

const GRANTS: Record<string, (request: TokenRequest) => Reply> = {
  authorization_code: exchangeCode,
  refresh_token: refresh,
  client_credentials: clientCredentials,
};

/** `POST /oauth/v2/token` of one data center's accounts server (facts 1.4). */
export function token(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  location: Location,
): Reply {
  const params = parameters(request);
  const grant = GRANTS[params.get("grant_type") ?? ""];
  if (!grant) return accountsError("unsupported_grant_type");
  const client = state.accounts.client(params.get("client_id") ?? "");
  if (!client || !isKnownAt(client, location)) return accountsError("invalid_client");
  if (params.get("client_secret") !== client.secret) return accountsError("invalid_client_secret");
  return grant({ state, client, location, params, now: clock.now() });
}
