import { accountsServer } from "./accounts/routes";
import { booksApi, withLimitHeaders } from "./books/api";
import { enterBooks, type Visit } from "./books/concurrency";
import { internalError as booksInternalError } from "./books/errors";
import { isBooksPath } from "./books/router";
import { control } from "./control/routes";
import { crmApi } from "./crm/api";
import { internalError, tooManyRequests } from "./crm/errors";
import { identifyHost, type ServerIdentity } from "./dataCentres";
import type { Reply, SandboxRequest } from "./http";
import type { SandboxInstance } from "./sandboxInstance";
import type { Fault } from "./scenarios";

/** A reply and what goes wrong on its way out. */
export interface Outcome {
  reply: Reply;
  fault?: string;
  connection?: Fault["connection"];
}

export const isControl = (path: string): boolean => path.startsWith("/_sandbox/");

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const unknownHost = (host: string): Reply => ({
  status: 404,
  json: {
    code: "SANDBOX_UNKNOWN_HOST",
    message: `${host} is none of the Zoho hosts that this sandbox plays`,
    details: { host },
    status: "error",
  },
});

function serve(
  { state, clock }: SandboxInstance,
  request: SandboxRequest,
  server: ServerIdentity,
): Reply {
  const isOAuth = request.path.startsWith("/oauth/");
  if (server.kind === "accounts" || (server.kind === "generic" && isOAuth)) {
    const location = server.kind === "accounts" ? server.location : "us";
    return accountsServer(state, request, clock, location);
  }
  if (isBooksPath(request.path)) return booksApi(state, request, clock, server);
  return crmApi(state, request, clock, server);
}

/** A handler's own mistake becomes a 500 that says so, never a broken connection. */
function serveSafely(
  sandbox: SandboxInstance,
  request: SandboxRequest,
  server: ServerIdentity,
): Reply {
  try {
    return serve(sandbox, request, server);
  } catch (error) {
    console.error(error);
    return isBooksPath(request.path) ? booksInternalError().toReply() : internalError().toReply();
  }
}

/** A fault's reply; JSON of Books carries its headers whatever happened. */
function faultReply(
  { state, clock }: SandboxInstance,
  request: SandboxRequest,
  fault: Fault | undefined,
): Reply | undefined {
  const reply = fault?.reply;
  if (!reply?.json || !isBooksPath(request.path)) return reply;
  return withLimitHeaders(state, request, reply, clock.now());
}

async function answer(
  sandbox: SandboxInstance,
  request: SandboxRequest,
  server: ServerIdentity,
): Promise<Outcome> {
  const { options, scenarios, state } = sandbox;
  const due = scenarios.take(request, state.variants);
  const delayMs = (options.latencyMs ?? 0) + (due?.fault.delayMs ?? 0);
  if (delayMs > 0) await wait(delayMs);
  const handled = faultReply(sandbox, request, due?.fault) ?? serveSafely(sandbox, request, server);
  const reply = due?.fault.after?.(handled) ?? handled;
  if (!due) return { reply };
  const { connection } = due.fault;
  return { reply, fault: due.name, ...(connection && { connection }) };
}

/** The limit of calls in flight: one for all of CRM, one for each organization of Books. */
function enter(sandbox: SandboxInstance, request: SandboxRequest): Visit {
  const { state, clock, options } = sandbox;
  if (isBooksPath(request.path)) return enterBooks(state, request, clock.now());
  const limit = options.concurrency;
  if (request.path.startsWith("/oauth/")) return { leave: () => {} };
  if (limit !== undefined && sandbox.crmInFlight >= limit) {
    const message = "Too many requests are active at the same time";
    return { refusal: tooManyRequests(state.variants, message).toReply() };
  }
  sandbox.crmInFlight += 1;
  return {
    leave: () => {
      sandbox.crmInFlight -= 1;
    },
  };
}

/** Takes a call from its `Host` header to its reply, through faults, latency and the limit in flight. */
export async function dispatch(
  sandbox: SandboxInstance,
  request: SandboxRequest,
): Promise<Outcome> {
  if (isControl(request.path)) return { reply: control(sandbox, request) };
  const host = request.headers.host ?? "";
  const server = identifyHost(host);
  if (!server) return { reply: unknownHost(host) };
  const visit = enter(sandbox, request);
  if ("refusal" in visit) return { reply: visit.refusal };
  sandbox.inFlight += 1;
  sandbox.maxInFlight = Math.max(sandbox.maxInFlight, sandbox.inFlight);
  try {
    return await answer(sandbox, request, server);
  } finally {
    sandbox.inFlight -= 1;
    visit.leave();
  }
}
