import type { Clock } from "../clock";
import type { ServerIdentity } from "../dataCenters";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { grantedScopes, requireScope } from "./caller";
import { BooksError } from "./errors";
import { findRoute } from "./findRoute";
import { countCall, limitHeaders } from "./limits";
import { requireOrganization } from "./organizations";
import type { BooksOrganization } from "./state/booksOrganization";

/** The organization whose limits the headers show: the named one, else the default. */
export const findOrganization = (
  state: SandboxState,
  { query }: SandboxRequest,
): BooksOrganization =>
  state.books.organization(query.get("organization_id") ?? "") ?? state.books.defaultOrganization;

function answer(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  server: ServerIdentity,
): Reply {
  const now = clock.now();
  const granted = grantedScopes(state, request.headers.authorization, server, now);
  const { route, params } = findRoute(request);
  requireScope(granted, route.scope);
  const organization = route.inOrganization
    ? requireOrganization(state, request.query.get("organization_id"))
    : findOrganization(state, request);
  countCall(state, organization, now);
  return route.handler(state, { ...request, params, organization }, clock);
}

/** Other headers of live replies (facts 11); files have their own Content-Disposition. */
const LIVE_HEADERS = {
  server: "ZGS",
  "cache-control": "no-store",
  "content-disposition": "attachment;",
};

/** Adds the headers that every Books reply has (facts 11). */
export function withLimitHeaders(
  state: SandboxState,
  request: SandboxRequest,
  reply: Reply,
  now: number,
): Reply {
  const headers = limitHeaders(findOrganization(state, request), now);
  return { ...reply, headers: { ...LIVE_HEADERS, ...headers, ...reply.headers } };
}

/** Handles a call to Zoho Books: token, route, scope, organization, limits, then the endpoint. */
export function booksApi(
  state: SandboxState,
  request: SandboxRequest,
  clock: Clock,
  server: ServerIdentity,
): Reply {
  let reply: Reply;
  try {
    reply = answer(state, request, clock, server);
  } catch (error) {
    if (!(error instanceof BooksError)) throw error;
    reply = error.toReply();
  }
  return withLimitHeaders(state, request, reply, clock.now());
}
