import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dispatch, isControl, type Outcome } from "./dispatch";
import type { Reply, SandboxRequest } from "./http";
import { byteCount, loggedBody } from "./loggedBody";
import { SandboxInstance, type SandboxOptions } from "./sandboxInstance";

export type { SandboxOptions };

/** A call made without a connection. */
interface DirectCall {
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A running sandbox. `close` ends connections and writes the recording. */
export interface Sandbox {
  origin: string;
  port: number;
  /** Answers a call from within the process, which takes a tenth of the time. */
  call(call: DirectCall): Promise<{ status: number; body: string }>;
  /** Resolves when the next call arrives, is held back or has been answered. */
  changed(): Promise<unknown>;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 60_000;
const MAX_ANNOUNCED_BYTES = 256 * 1024 * 1024;

function flatHeaders(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}

/** Reads the body. With a Content-Length it allocates only one buffer. */
async function readBody(message: IncomingMessage): Promise<Buffer> {
  const length = Number(message.headers["content-length"] ?? Number.NaN);
  if (length <= MAX_ANNOUNCED_BYTES) {
    const body = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    for await (const chunk of message) filled += chunk.copy(body, filled);
    return body.subarray(0, filled);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function requestTo(url: string, rest: Omit<SandboxRequest, "path" | "query">): SandboxRequest {
  const [path = "/", ...query] = url.split("?");
  return { ...rest, path, query: new URLSearchParams(query.join("?")) };
}

interface Serialised {
  headers: Record<string, string>;
  body: string | Buffer;
}

/** The serialised body and the headers. */
function serialise(reply: Reply, now: number): Serialised {
  const text = reply.json === undefined ? (reply.text ?? "") : JSON.stringify(reply.json);
  const body = reply.bytes ?? text;
  const headers: Record<string, string> = {
    ...(reply.json !== undefined && { "content-type": "application/json;charset=UTF-8" }),
    ...reply.headers,
    date: new Date(now).toUTCString(),
  };
  if (reply.status !== 204 && reply.status !== 304) {
    headers["content-length"] = String(Buffer.byteLength(body));
  }
  return { headers, body };
}

const DRIPS = 10;

/** Sends the body in ten pieces over `dripMs`; stops if the client disconnects. */
async function drip(
  { scenarios }: SandboxInstance,
  response: ServerResponse,
  body: string | Buffer,
  dripMs: number,
) {
  const bytes = Buffer.from(body);
  for (let index = 0; index < DRIPS && !response.destroyed; index += 1) {
    const [from, to] = [index, index + 1].map((part) => Math.floor((bytes.length * part) / DRIPS));
    response.write(bytes.subarray(from, to));
    await scenarios.hold(dripMs / DRIPS);
  }
  response.end();
}

function send(
  sandbox: SandboxInstance,
  response: ServerResponse,
  outcome: Outcome,
  { headers, body }: Serialised,
): void {
  if (outcome.connection === "reset") {
    response.destroy();
    return;
  }
  response.writeHead(outcome.reply.status, { ...headers });
  if (outcome.dripMs !== undefined) {
    void drip(sandbox, response, body, outcome.dripMs);
    return;
  }
  if (outcome.connection !== "cut") {
    response.end(body);
    return;
  }
  const half = Buffer.from(body).subarray(0, Math.floor(Buffer.byteLength(body) / 2));
  response.write(half, () => setImmediate(() => response.destroy()));
}

/** Takes a call to its reply and logs both. */
async function answer(
  sandbox: SandboxInstance,
  url: string,
  request: SandboxRequest,
  startedAt = performance.now(),
): Promise<{ outcome: Outcome; serialised: Serialised }> {
  const outcome = await dispatch(sandbox, request);
  const serialised = serialise(outcome.reply, sandbox.clock.now());
  const { headers, body } = serialised;
  if (!isControl(request.path)) {
    sandbox.log.add({
      method: request.method,
      url,
      host: request.headers.host ?? "",
      headers: request.headers,
      body: loggedBody(request),
      status: outcome.reply.status,
      responseHeaders: headers,
      responseBody: typeof body === "string" ? body : byteCount(body),
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      fault: outcome.fault,
    });
    sandbox.traffic.emit("change");
  }
  return { outcome, serialised };
}

async function exchange(
  sandbox: SandboxInstance,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  response.sendDate = false;
  const { method = "GET", url = "/" } = message;
  const headers = flatHeaders(message);
  const request = requestTo(url, { method, headers, body: await readBody(message) });
  const { outcome, serialised } = await answer(sandbox, url, request, startedAt);
  send(sandbox, response, outcome, serialised);
}

async function answerDirectly(
  sandbox: SandboxInstance,
  { method, url, headers, body = "" }: DirectCall,
): Promise<{ status: number; body: string }> {
  const all = { host: "127.0.0.1", ...headers };
  const request = requestTo(url, { method, headers: all, body: Buffer.from(body) });
  const { outcome, serialised } = await answer(sandbox, url, request);
  if (outcome.connection !== undefined) throw new Error(`${method} ${url}: the connection breaks`);
  return { status: outcome.reply.status, body: String(serialised.body) };
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

/** Starts a local Zoho on 127.0.0.1: accounts server, CRM and Books on one origin. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = new SandboxInstance(options);
  const server = createServer((message, response) => {
    exchange(sandbox, message, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options.port ?? 0);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    call: (call) => answerDirectly(sandbox, call),
    changed: () => once(sandbox.traffic, "change"),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      sandbox.stop();
    },
  };
}
