import type { Clock } from "../clock";
import type { ServerIdentity } from "../dataCentres";
import type { Reply, SandboxRequest } from "../http";
import { routes } from "../routes";
import type { SandboxState } from "../state/sandboxState";
import { identifyCaller, requireScopes } from "./caller";
import { RequestError, tooManyRequests } from "./errors";
import { findRoute } from "./router";

function answer(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  server: ServerIdentity,
): { reply: Reply; credits: number } {
  const { method, path } = request;
  const caller = identifyCaller(state, request.headers.authorization, server, clock.now());
  const { route, params } = findRoute(routes, method, path, server);
  requireScopes(caller, route.scopes(state, params));
  if (state.credits.remaining(clock.now()) <= 0) {
    throw tooManyRequests(state.variants, "API credits are used up");
  }
  const credits = route.credits(request, state.variants);
  try {
    return { reply: route.handler(state, { ...request, params, caller }, clock), credits };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const isCharged = state.variants.failedCallCredits === "charged" && error.httpStatus < 500;
    return { reply: error.toReply(), credits: isCharged ? credits : 0 };
  }
}

/** Answers for the CRM API: sign-in, scopes, credits, then the endpoint. */
export function crmApi(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  server: ServerIdentity,
): Reply {
  state.dueWork.runDue(clock.now());
  let reply: Reply;
  try {
    const answered = answer(state, request, clock, server);
    state.credits.spend(answered.credits, clock.now());
    reply = answered.reply;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    reply = error.toReply();
  }
  const now = clock.now();
  if (!state.credits.isReported(now)) return reply;
  const remaining = String(state.credits.remaining(now));
  return { ...reply, headers: { ...reply.headers, "x-api-credits-remaining": remaining } };
}
