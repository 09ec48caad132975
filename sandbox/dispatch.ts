import { accountsServer } from "./accounts/routes";
import { booksApi, withLimitHeaders } from "./books/api";
import { type Acquired, acquireBooks } from "./books/concurrency";
import { internalError as booksInternalError } from "./books/errors";
import { isBooksPath } from "./books/route";
import { control } from "./control/routes";
import { crmApi } from "./crm/api";
import { getApp } from "./crm/caller";
import { internalError, tooManyRequests } from "./crm/errors";
import { isHeavy } from "./crm/heavyCalls";
import { identifyHost, type ServerIdentity } from "./dataCenters";
import type { Reply, SandboxRequest } from "./http";
import type { SandboxInstance } from "./sandboxInstance";
import type { Fault, Serve } from "./scenarios/scenario";

/** A reply and the faults in sending it. */
export interface Outcome {
  reply: Reply;
  fault?: string;
  connection?: Fault["connection"];
  dripMs?: number;
}

export const isControl = (path: string): boolean => /^\/_sandbox(\/|$)/.test(path);

/** The timer does not keep the process alive after the sandbox is closed. */
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

const unknownHost = (host: string): Reply => ({
  status: 404,
  json: {
    code: "SANDBOX_UNKNOWN_HOST",
    message: `${host} is not a Zoho host that this sandbox serves`,
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

/** An exception in a handler becomes a 500, not a broken connection. */
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

/** The reply of a fault; JSON from Books always has its headers. */
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
  const reply = refusal ?? fault.intercept?.(serveCall) ?? serveCall(request);
  if (!due) return { reply };
  if (fault.firstByteDelayMs) await scenarios.hold(fault.firstByteDelayMs);
  const { connection, dripMs } = fault;
  return { reply, fault: due.name, connection, dripMs: dripMs || undefined };
}

/** Limits calls in flight: in CRM by app, in Books by organization (facts 12, 11 of Books). */
function acquire(sandbox: SandboxInstance, request: SandboxRequest): Acquired {
  const { state, clock } = sandbox;
  if (isBooksPath(request.path)) return acquireBooks(state, request, clock.now());
  if (!request.path.startsWith("/crm/")) return { release: () => {} };
  const app = getApp(state, request.headers.authorization, clock.now());
  const release = sandbox.callsInFlight.acquire(app, isHeavy(request), sandbox.concurrency());
  if (release) return { release };
  const message = "Too many requests are active at the same time";
  return { refusal: tooManyRequests(state.variants, message).toReply() };
}

/** Handles a call. Runs due work before it, and work that the call made due after it. */
export async function dispatch(
  sandbox: SandboxInstance,
  request: SandboxRequest,
): Promise<Outcome> {
  sandbox.runDueWork();
  try {
    return await handle(sandbox, request);
  } finally {
    sandbox.runDueWork();
  }
}

/** Handles a call with its host, limits, latency and faults. */
async function handle(sandbox: SandboxInstance, request: SandboxRequest): Promise<Outcome> {
  const host = request.headers.host ?? "";
  const server = identifyHost(host);
  // DNS rebinding: a web page could otherwise reach the control API under its own host name.
  if (!server) return { reply: unknownHost(host) };
  if (isControl(request.path)) return { reply: await control(sandbox, request) };
  const acquired = acquire(sandbox, request);
  if ("refusal" in acquired) return { reply: acquired.refusal };
  sandbox.inFlight += 1;
  sandbox.maxInFlight = Math.max(sandbox.maxInFlight, sandbox.inFlight);
  sandbox.traffic.emit("change");
  try {
    return await answer(sandbox, request, server);
  } finally {
    sandbox.inFlight -= 1;
    acquired.release();
  }
}
