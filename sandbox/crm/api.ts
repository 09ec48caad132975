import type { Clock } from "../clock";
import type { ServerIdentity } from "../dataCenters";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { identifyCaller, requireScopes } from "./caller";
import { RequestError, tooManyRequests } from "./errors";
import { findRoute } from "./findRoute";

function answer(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  server: ServerIdentity,
): { reply: Reply; credits: number } {
  const caller = identifyCaller(state, request.headers.authorization, server, clock.now());
  const { route, params } = findRoute(request, server);
  requireScopes(caller, route.scopes(state, params));
  if (state.credits.remaining(clock.now()) <= 0) {
    throw tooManyRequests(state.variants, "API credits are used up");
  }
  const credits = route.credits(request, state.variants);
  const reply = handled(() => route.handler(state, { ...request, params, caller }, clock));
  return { reply, credits: isCharged(state, reply) ? credits : 0 };
}

function handled(handle: () => Reply): Reply {
  try {
    return handle();
  } catch (error) {
    if (error instanceof RequestError) return error.toReply();
    throw error;
  }
}

/** It is not known whether a 4xx costs credits (facts 12). */
const isCharged = ({ variants }: SandboxState, { status }: Reply): boolean =>
  status < 400 || (status < 500 && variants.failedCallCredits === "charged");

/** Handles a call to the CRM API: token, route, scopes, credits, then the endpoint. */
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
