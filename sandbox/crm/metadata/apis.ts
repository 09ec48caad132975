import { ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { CrmRequest } from "../request";
import { fullPattern, type Route } from "../route";

/** Maximum credits of a call, where more than one (facts 12). */
const MAX_CREDITS: Record<string, number> = {
  "GET /{module}": 3,
  "POST /{module}": 10,
  "PUT /{module}": 10,
  "POST /{module}/upsert": 10,
  "POST /Leads/{id}/actions/convert": 5,
  "POST /read": 50,
  "POST /write": 500,
  "POST /coql": 3,
  "GET /{module}/search": 3,
  "GET /{module}/actions/count": 50,
  "GET /{module}/deleted": 2,
};

/** Minimum credits of a call, where more than one. */
const MIN_CREDITS: Record<string, number> = {
  "POST /Leads/{id}/actions/convert": 5,
  "POST /read": 50,
  "POST /write": 500,
};

/** `GET /__apis`: every endpoint with its scopes and credits. The shape is approximate. */
export function listApis(
  routes: readonly Route[],
  state: SandboxState,
  _request: CrmRequest,
): Reply {
  return ok({
    __apis: routes.map((route) => ({
      path: fullPattern(route).replace("{version}", "v8"),
      operation_type: route.method,
      oauth_scope: route
        .scopes(state, {})
        .map((group) => group[0])
        .join(","),
      min_credits: MIN_CREDITS[`${route.method} ${route.pattern}`] ?? 1,
      max_credits: MAX_CREDITS[`${route.method} ${route.pattern}`] ?? 1,
    })),
  });
}
