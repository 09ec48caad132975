import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { type AxiosError, type AxiosRequestConfig } from "axios";
import { encode, type Payload } from "./payload";
import { localOrigin } from "./timing";

/** One request on the wire. */
export interface WireRequest {
  method: string;
  /** A host of the table of data centers. */
  host: string;
  /** Escaped, beginning with "/". */
  path: string;
  query: readonly (readonly [name: string, value: string])[];
  headers: Record<string, string>;
  payload?: Payload;
  timeoutMs: number;
  maxReplyBytes: number;
  /** A call that must not be repeated gets a connection of its own. */
  repeatable: boolean;
}

export interface WireReply {
  kind: "reply";
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  bytes: Buffer;
}

/** No complete reply came. */
export interface WireFailure {
  kind: "failure";
  cause: "unreachable" | "timeout" | "cutShort" | "tooLarge";
}

// The other side may close a kept-alive connection just when a call is sent on it. A call that must not
// be repeated would be lost then, so it opens a connection of its own.
const FRESH = {
  httpAgent: new HttpAgent({ keepAlive: false }),
  httpsAgent: new HttpsAgent({ keepAlive: false }),
};

const UNSENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);

/**
 * Sends a request once, over HTTPS (or to the local Zoho). Never throws for network errors, follows no redirect
 * and uses no proxy of the environment. The timeout covers the whole exchange.
 */
export async function send(request: WireRequest): Promise<WireReply | WireFailure> {
  const deadline = AbortSignal.timeout(request.timeoutMs);
  try {
    const reply = await axios.request<Buffer | undefined>(axiosConfig(request, deadline));
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(reply.headers)) {
      if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
    }
    return { kind: "reply", status: reply.status, headers, bytes: reply.data ?? Buffer.alloc(0) };
  } catch (error) {
    if (!axios.isAxiosError(error)) throw error;
    return { kind: "failure", cause: causeOf(error, deadline) };
  }
}

function axiosConfig(request: WireRequest, signal: AbortSignal): AxiosRequestConfig {
  const encoded = request.payload && encode(request.payload);
  return {
    ...(request.repeatable ? {} : FRESH),
    method: request.method,
    url: `${localOrigin() ?? `https://${request.host}`}${request.path}${queryString(request.query)}`,
    headers: { ...encoded?.headers, ...request.headers, Host: request.host },
    data: encoded?.data,
    signal,
    adapter: "http",
    proxy: false,
    maxRedirects: 0,
    maxContentLength: request.maxReplyBytes,
    maxBodyLength: Number.POSITIVE_INFINITY,
    responseType: "arraybuffer",
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
  };
}

function queryString(pairs: WireRequest["query"]): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of pairs) parameters.append(name, value);
  const text = parameters.toString();
  return text === "" ? "" : `?${text.replaceAll("+", "%20").replaceAll("%2C", ",")}`;
}

function causeOf(error: AxiosError, deadline: AbortSignal): WireFailure["cause"] {
  if (deadline.aborted) return "timeout";
  if (error.code && UNSENT.has(error.code)) return "unreachable";
  if (error.message.startsWith("maxContentLength")) return "tooLarge";
  return "cutShort";
}
