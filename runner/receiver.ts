import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook call as it was received. */
export interface WebhookCall {
  /** Names in the case they were sent in; repeated values are joined. */
  headers: Record<string, string>;
  queryParameters: Record<string, string>;
  /** The path after the flow's URL, without the leading slash. */
  pathFragment: string;
  body: Buffer;
}

export interface Answer {
  status: number;
  contentType?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What answers the calls to one URL. */
export interface Endpoint {
  /** "absent": calls get a 404; "down": connections are dropped. */
  condition(): "open" | "absent" | "down";
  answer(call: WebhookCall): Answer | Promise<Answer>;
}

/** The largest body that the platform accepts. Larger ones get a 413. */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

/** Receives webhook calls as the platform does: an HTTP server on a free port of 127.0.0.1. */
export class Receiver {
  readonly #server: Server;
  readonly #endpoints = new Map<string, Endpoint>();

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    return new Receiver(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      this.#receive(request, response).catch(() => response.destroy());
    });
  }

  /** Returns a new URL for the endpoint, as long as the platform's URLs. */
  addEndpoint(endpoint: Endpoint): string {
    const id = Buffer.from(`InstanceFlowConfig:${randomUUID()}`).toString("base64");
    this.#endpoints.set(id, endpoint);
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/trigger/${id}`;
  }

  /** Closes the server and every connection. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = parseAddress(request.url ?? "/");
    const [, folder, id = "", ...rest] = pathname.split("/");
    const endpoint = folder === "trigger" ? this.#endpoints.get(id) : undefined;
    if (endpoint?.condition() === "down") {
      request.socket.destroy();
      return;
    }
    const body = await readBody(request);
    const answer = await getAnswer(endpoint, body, (bytes) => ({
      headers: readHeaders(request),
      queryParameters: Object.fromEntries(searchParams),
      pathFragment: rest.join("/"),
      body: bytes,
    }));
    const { status, contentType = "application/json", headers, body: text = "" } = answer;
    response.writeHead(status, { "content-type": contentType, ...headers }).end(text);
  }
}

async function getAnswer(
  endpoint: Endpoint | undefined,
  body: Buffer | undefined,
  callWith: (body: Buffer) => WebhookCall,
): Promise<Answer> {
  if (endpoint?.condition() !== "open") return { status: 404 };
  if (!body) return { status: 413 };
  return endpoint.answer(callWith(body));
}

/** The body; undefined if it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function readHeaders({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const known = headers.get(name.toLowerCase()) ?? { name, values: [] };
    known.values.push(rawHeaders[index + 1] ?? "");
    headers.set(name.toLowerCase(), known);
  }
  return Object.fromEntries([...headers.values()].map((one) => [one.name, one.values.join(", ")]));
}

/** Splits a request's address, which may be malformed and which `new URL` would reject. */
function parseAddress(address: string): { pathname: string; searchParams: URLSearchParams } {
  const queryAt = address.indexOf("?");
  const pathname = queryAt < 0 ? address : address.slice(0, queryAt);
  return { pathname, searchParams: new URLSearchParams(queryAt < 0 ? "" : address.slice(queryAt)) };
}
