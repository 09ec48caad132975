import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dispatch, isControl, type Outcome } from "./dispatch";
import type { Reply, SandboxRequest } from "./http";
import { byteCount, loggedBody } from "./loggedBody";
import { SandboxInstance, type SandboxOptions } from "./sandboxInstance";

export type { SandboxOptions };

/** A running sandbox. `close` ends connections and writes the recording. */
export interface Sandbox {
  origin: string;
  port: number;
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

async function readRequest(message: IncomingMessage): Promise<SandboxRequest> {
  const [path = "/", ...query] = (message.url ?? "/").split("?");
  return {
    method: message.method ?? "GET",
    path,
    query: new URLSearchParams(query.join("?")),
    headers: flatHeaders(message),
    body: await readBody(message),
  };
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

async function exchange(
  sandbox: SandboxInstance,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now();
  response.sendDate = false;
  const request = await readRequest(message);
  const outcome = await dispatch(sandbox, request);
  const serialised = serialise(outcome.reply, sandbox.clock.now());
  const { headers, body } = serialised;
  if (!isControl(request.path)) {
    sandbox.log.add({
      method: request.method,
      url: message.url ?? "/",
      host: request.headers.host ?? "",
      headers: request.headers,
      body: loggedBody(request),
      status: outcome.reply.status,
      responseHeaders: headers,
      responseBody: typeof body === "string" ? body : byteCount(body),
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      fault: outcome.fault,
    });
  }
  send(sandbox, response, outcome, serialised);
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
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      sandbox.stop();
    },
  };
}
