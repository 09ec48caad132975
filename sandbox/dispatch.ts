import { accountsServer } from "./accounts/routes";
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
    return internalError().toReply();
  }
}

async function answer(
  sandbox: SandboxInstance,
  request: SandboxRequest,
  server: ServerIdentity,
): Promise<Outcome> {
  const { options, scenarios, state } = sandbox;
  const due = scenarios.take(request, state);
  const { fault = {} } = due ?? {};
  const delayMs = (options.latencyMs ?? 0) + (fault.delayMs ?? 0);
  if (delayMs > 0) await wait(delayMs);
  const serveCall: Serve = (call) => serveSafely(sandbox, call, server);
  const reply = fault.reply ?? fault.through?.(serveCall) ?? serveCall(request);
  if (!due) return { reply };
  if (fault.lateMs) await wait(fault.lateMs);
  const { connection, dripMs } = fault;
  return { reply, fault: due.name, ...(connection && { connection }), ...(dripMs && { dripMs }) };
}

const letIn = (): void => {};

/** Lets a call in unless its app has too many in flight; only those to the CRM API are counted (facts 12). */
function enter(sandbox: SandboxInstance, request: SandboxRequest): (() => void) | undefined {
  if (!request.path.startsWith("/crm/")) return letIn;
  const app = appOf(sandbox.state, request.headers.authorization, sandbox.clock.now());
  return sandbox.callsInFlight.enter(app, isHeavy(request), sandbox.concurrency());
}

/** Takes a call from its `Host` header to its reply, through faults, latency and the limit in flight. */
export async function dispatch(
  sandbox: SandboxInstance,
  request: SandboxRequest,
): Promise<Outcome> {
  if (isControl(request.path)) return { reply: await control(sandbox, request) };
  const host = request.headers.host ?? "";
  const server = identifyHost(host);
  if (!server) return { reply: unknownHost(host) };
  const leave = enter(sandbox, request);
  if (!leave) {
    const message = "Too many requests are active at the same time";
    return { reply: tooManyRequests(sandbox.state.variants, message).toReply() };
  }
  sandbox.inFlight += 1;
  sandbox.maxInFlight = Math.max(sandbox.maxInFlight, sandbox.inFlight);
  try {
    return await answer(sandbox, request, server);
  } finally {
    sandbox.inFlight -= 1;
    leave();
  }
}
