import { allows, type ScopeAlternatives } from "../accounts/scopes";
import type { Environment, ServerIdentity } from "../dataCenters";
import type { User } from "../state/organization";
import type { SandboxState } from "../state/sandboxState";
import { authenticationFailure, invalidToken, scopeMismatch } from "./errors";

/** `sandbox` and `sandbox-<first name>` are valid at every host, with every scope. */
const MASTER_TOKEN = /^sandbox(?:-([a-z]+))?$/;
const EVERY_SCOPE = "*";

/** The user of a call and its scopes. */
export interface Caller {
  userId: string;
  scopes: readonly string[];
  environment: Environment;
}

function parseToken(header: string | undefined, bearerAllowed: boolean): string {
  const match = /^(Zoho-oauthtoken|Bearer)\s+(\S+)$/i.exec(header?.trim() ?? "");
  const [, scheme = "", text = ""] = match ?? [];
  if (!text || (scheme.toLowerCase() === "bearer" && !bearerAllowed)) throw authenticationFailure();
  return text;
}

/** The user of a master token: the first one, or the active one with that first name. */
function masterUser(state: SandboxState, token: string): string | undefined {
  const match = MASTER_TOKEN.exec(token);
  if (!match) return undefined;
  const isMeant = ({ firstName, status }: User): boolean =>
    status === "active" && (match[1] === undefined || firstName.toLowerCase() === match[1]);
  return state.users.find(isMeant)?.id;
}

/**
 * Validates the token. It works only at the API host of its data center and environment (facts 1.1,
 * 13.19); upload and download hosts accept every environment of their data center.
 */
export function identifyCaller(
  state: SandboxState,
  authorization: string | undefined,
  server: ServerIdentity,
  now: number,
): Caller {
  const text = parseToken(authorization, state.variants.bearerScheme === "accepted");
  const userId = masterUser(state, text);
  if (userId !== undefined) {
    const environment = server.kind === "api" ? server.environment : "production";
    return { userId, scopes: [EVERY_SCOPE], environment };
  }
  const token = state.accounts.accessToken(text, now);
  const isAtHome =
    server.kind === "generic" ||
    (server.kind === "files" && server.location === token?.location) ||
    (server.kind === "api" &&
      server.location === token?.location &&
      server.environment === token.environment);
  if (!token || !isAtHome) throw invalidToken();
  return { userId: token.userId, scopes: token.scopes, environment: token.environment };
}

/** The client id of the call's token; "" if unknown. */
export function getApp(
  state: SandboxState,
  authorization: string | undefined,
  now: number,
): string {
  const text = authorization?.trim().split(/\s+/).at(-1) ?? "";
  return state.accounts.accessToken(text, now)?.clientId ?? "";
}

/** Throws unless the caller has a scope of every group. */
export function requireScopes(caller: Caller, groups: readonly ScopeAlternatives[]): void {
  if (caller.scopes.includes(EVERY_SCOPE)) return;
  for (const group of groups) {
    if (!allows(caller.scopes, group)) throw scopeMismatch();
  }
}
