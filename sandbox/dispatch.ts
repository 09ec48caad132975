import { accountsServer } from "./accounts/routes";
import { booksApi, withLimitHeaders } from "./books/api";
import { enterBooks, type Visit } from "./books/concurrency";
import { internalError as booksInternalError } from "./books/errors";
import { isBooksPath } from "./books/router";
import { control } from "./control/routes";
import { crmApi } from "./crm/api";
import { appOf } from "./crm/caller";
import { internalError, tooManyRequests } from "./crm/errors";
import { isHeavy } from "./crm/heavyCalls";
import { identifyHost, type ServerIdentity } from "./dataCentres";
import type { Reply, SandboxRequest } from "./http";
import type { SandboxInstance } from "./sandboxInstance";
import type { Fault, Serve } from "./scenarios/scenario";

/** A reply and what goes wrong on its way out. */
export interface Outcome {
  reply: Reply;
  fault?: string;
  connection?: Fault["connection"];
  dripMs?: number;
}

export const isControl = (path: string): boolean => /^\/_sandbox(\/|$)/.test(path);

/** While the sandbox listens it stays alive by itself; once it is closed no wait holds the process. */
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

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
  const due = scenarios.take(request, state);
  const { fault = {} } = due ?? {};
  if (options.latencyMs) await wait(options.latencyMs);
  if (fault.delayMs) await scenarios.hold(fault.delayMs);
  const serveCall: Serve = (call) => serveSafely(sandbox, call, server);
  const refusal = faultReply(sandbox, request, fault);
  const reply = refusal ?? fault.through?.(serveCall) ?? serveCall(request);
  if (!due) return { reply };
  if (fault.lateMs) await scenarios.hold(fault.lateMs);
  const { connection, dripMs } = fault;
  return { reply, fault: due.name, ...(connection && { connection }), ...(dripMs && { dripMs }) };
}

/** The limit of calls in flight: of CRM by app, of Books by organization (facts 12, 11 of Books). */
function enter(sandbox: SandboxInstance, request: SandboxRequest): Visit {
  const { state, clock } = sandbox;
  if (isBooksPath(request.path)) return enterBooks(state, request, clock.now());
  if (!request.path.startsWith("/crm/")) return { leave: () => {} };
  const app = appOf(state, request.headers.authorization, clock.now());
  const leave = sandbox.callsInFlight.enter(app, isHeavy(request), sandbox.concurrency());
  if (leave) return { leave };
  const message = "Too many requests are active at the same time";
  return { refusal: tooManyRequests(state.variants, message).toReply() };
}

/** Answers a call; what is due by the clock happens before it, and what the call brings about after it. */
export async function dispatch(
  sandbox: SandboxInstance,
  request: SandboxRequest,
): Promise<Outcome> {
  sandbox.settle();
  try {
    return await handle(sandbox, request);
  } finally {
    sandbox.settle();
  }
}

/** Takes a call from its `Host` header to its reply, through faults, latency and the limit in flight. */
async function handle(sandbox: SandboxInstance, request: SandboxRequest): Promise<Outcome> {
  const host = request.headers.host ?? "";
  const server = identifyHost(host);
  // A page of another site could reach the control calls under a name of its own.
  if (!server) return { reply: unknownHost(host) };
  if (isControl(request.path)) return { reply: await control(sandbox, request) };
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
