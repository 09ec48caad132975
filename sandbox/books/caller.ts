import type { ServerIdentity } from "../dataCenters";
import type { SandboxState } from "../state/sandboxState";
import { notAuthorized } from "./errors";

/** An access token with every scope at every production host. */
const MASTER_TOKEN = "sandbox";
const FULL_ACCESS = "ZohoBooks.fullaccess.all";

function parseToken(header: string | undefined, bearerAllowed: boolean): string {
  const [, scheme = "", text = ""] =
    /^(Zoho-oauthtoken|Bearer)\s+(\S+)$/i.exec(header?.trim() ?? "") ?? [];
  return scheme.toLowerCase() === "bearer" && !bearerAllowed ? "" : text;
}

/**
 * The scopes of a call's token. It is valid only at the production host of its own data center; all
 * token errors look the same (facts 1).
 */
export function grantedScopes(
  state: SandboxState,
  authorization: string | undefined,
  server: ServerIdentity,
  now: number,
): readonly string[] {
  const text = parseToken(authorization, state.variants.bearerScheme === "accepted");
  const isBooksHost =
    server.kind === "generic" || (server.kind === "api" && server.environment === "production");
  if (!isBooksHost) throw notAuthorized();
  if (text === MASTER_TOKEN) return [FULL_ACCESS];
  const token = state.accounts.accessToken(text, now);
  const isAtHome = server.kind === "generic" || server.location === token?.location;
  if (!token || !isAtHome || token.environment !== "production") throw notAuthorized();
  return token.scopes;
}

/** Refuses a token without the case-sensitive scope `family.OPERATION` (facts 1); "" needs none. */
export function requireScope(granted: readonly string[], required: string): void {
  if (required === "") return;
  const [family = ""] = required.split(".");
  const enough = [FULL_ACCESS, `ZohoBooks.${required}`, `ZohoBooks.${family}.ALL`];
  if (!enough.some((scope) => granted.includes(scope))) throw notAuthorized();
}
