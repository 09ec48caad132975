import type { Clock } from "../clock";
import type { Location } from "../dataCenters";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { approve, authorize } from "./authorize";
import { revoke } from "./revoke";
import { serverInfo } from "./serverInfo";
import { token } from "./token";

type AccountsHandler = (
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  location: Location,
) => Reply;

const ROUTES: Record<string, AccountsHandler> = {
  "GET /oauth/v2/auth": authorize,
  "GET /oauth/v2/approve": approve,
  "POST /oauth/v2/approve": approve,
  "POST /oauth/v2/auth": approve,
  "POST /oauth/v2/token": token,
  "POST /oauth/v2/token/revoke": revoke,
  "GET /oauth/serverinfo": serverInfo,
};

/** The accounts server of one data center. */
export const accountsServer: AccountsHandler = (state, request, clock, location) => {
  const handler = ROUTES[`${request.method} ${request.path}`];
  return handler
    ? handler(state, request, clock, location)
    : { status: 404, json: { error: "the accounts server has no such endpoint" } };
};
