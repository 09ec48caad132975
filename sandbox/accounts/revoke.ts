import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { accountsError } from "./errors";
import { parameters } from "./parameters";

/**
 * `POST /oauth/v2/token/revoke?token=…`; a refresh token takes its access tokens with it (facts
 * 1.7).
 */
export function revoke(state: SandboxState, request: SandboxRequest): Reply {
  const text = parameters(request).get("token") ?? "";
  return state.accounts.revoke(text) ? ok({ status: "success" }) : accountsError("invalid_code");
}
