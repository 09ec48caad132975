import { accountsServer } from "./accounts/routes";
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

export const isControl = (path: string): boolean => /^\/_sandbox(\/|$)/.test(path);

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
  const due = scenarios.take(request, state.variants);
  const delayMs = (options.latencyMs ?? 0) + (due?.fault.delayMs ?? 0);
  if (delayMs > 0) await wait(delayMs);
  const handled = due?.fault.reply ?? serveSafely(sandbox, request, server);
  const reply = due?.fault.after?.(handled) ?? handled;
  if (!due) return { reply };
  const { connection } = due.fault;
  return { reply, fault: due.name, ...(connection && { connection }) };
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
  if (isControl(request.path)) return { reply: control(sandbox, request) };
  const host = request.headers.host ?? "";
  const server = identifyHost(host);
  if (!server) return { reply: unknownHost(host) };
  const limit = sandbox.options.concurrency;
  if (limit !== undefined && sandbox.inFlight >= limit && !request.path.startsWith("/oauth/")) {
    const message = "Too many requests are active at the same time";
    return { reply: tooManyRequests(sandbox.state.variants, message).toReply() };
  }
  sandbox.inFlight += 1;
  sandbox.maxInFlight = Math.max(sandbox.maxInFlight, sandbox.inFlight);
  try {
    return await answer(sandbox, request, server);
  } finally {
    sandbox.inFlight -= 1;
  }
}
