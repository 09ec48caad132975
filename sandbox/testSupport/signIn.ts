import { isJsonObject, type JsonObject, type Reply } from "../http";
import type { TestSandbox } from "./calls";

export const REDIRECT = "http://127.0.0.1:9/callback";
export const CLIENT = { client_id: "1000.SANDBOX", client_secret: "sandbox-secret" };
export const SCOPE = "ZohoCRM.modules.ALL,ZohoCRM.org.READ";

/** The URL of an authorization request, as an integration platform opens it. */
export const authUrl = (more: Record<string, string> = {}, path = "/oauth/v2/auth"): string =>
  `${path}?${new URLSearchParams({
    client_id: "1000.SANDBOX",
    redirect_uri: REDIRECT,
    response_type: "code",
    scope: SCOPE,
    access_type: "offline",
    state: "s&1",
    ...more,
  })}`;

export const getBody = (reply: Reply): JsonObject => (isJsonObject(reply.json) ? reply.json : {});

/** The target of a redirect. */
export const target = (reply: Reply): URL => new URL(reply.headers?.location ?? "http://none");

/** Accepts the consent; returns the redirect. */
export function approve(zoho: TestSandbox, more: Record<string, string> = {}, host?: string): URL {
  const url = authUrl({ action: "accept", ...more }, "/oauth/v2/approve");
  return target(zoho.accounts("GET", url, {}, host));
}

/** Exchanges a code; returns the body. */
export function exchange(
  zoho: TestSandbox,
  code: string,
  more: Record<string, string> = {},
  host?: string,
): JsonObject {
  const form = {
    grant_type: "authorization_code",
    redirect_uri: REDIRECT,
    code,
    ...CLIENT,
    ...more,
  };
  return getBody(zoho.accounts("POST", "/oauth/v2/token", form, host));
}

/** The full authorization-code flow; returns the token reply. */
export function signIn(
  zoho: TestSandbox,
  more: Record<string, string> = {},
  host?: string,
): JsonObject {
  return exchange(zoho, approve(zoho, more, host).searchParams.get("code") ?? "", {}, host);
}

export function refresh(zoho: TestSandbox, token: unknown, host?: string): Reply {
  const form = { grant_type: "refresh_token", refresh_token: String(token), ...CLIENT };
  return zoho.accounts("POST", "/oauth/v2/token", form, host);
}

/** An access token with only these scopes, by default of the first user. */
export const tokenFor = (zoho: TestSandbox, scope: string, user?: string): string =>
  String(signIn(zoho, { scope, ...(user !== undefined && { user }) }).access_token);
