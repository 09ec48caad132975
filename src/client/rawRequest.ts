import { RAW_REQUEST, RETRY } from "../limits";
import { parseJson } from "../shared/json";
import { InputError } from "./errors/errors";
import type { ZohoHosts } from "./hosts";
import { OCTETS, type Part, type Payload } from "./payload";
import type { ResponseType } from "./response";
import type { RetryPolicy, ZohoReply, ZohoRequest } from "./zohoClient";

/** A request as a builder puts it together. Empty texts and lists stand for "not given". */
export interface RawRequest {
  /** A path below the base, a path that begins with the product's root, or a complete address. */
  url: string;
  method: string;
  data: unknown;
  formData: Record<string, unknown>;
  fileData: Record<string, { data: Buffer; contentType?: string }>;
  fileNames: Record<string, unknown>;
  query: Record<string, unknown>;
  headers: Record<string, unknown>;
  responseType: string;
  timeoutMs: number | undefined;
  retries: RawRetries;
}

interface RawRetries {
  max: number;
  delayMs: number;
  allErrors: boolean;
  exponential: boolean;
}

/** Where the paths of a product live. */
export interface ProductPaths {
  /** What a plain path is put behind, such as /crm/v8. */
  base: string;
  /** What a path may begin with to leave the base, such as /crm/. */
  root: string;
}

/** What sends the request: a client of either product. */
interface RawClient {
  hosts: ZohoHosts;
  request(request: ZohoRequest): Promise<ZohoReply>;
}

export interface RawReply {
  /** Parsed JSON, text or bytes by the response type; "" for an empty reply. */
  data: unknown;
  contentType?: string;
}

/**
 * Sends what the builder asks for and returns the body of the reply. The token goes to Zoho's hosts of
 * this connection only; every other address is an InputError before any call. Retries only as told,
 * honouring Retry-After.
 */
export async function sendRaw(
  client: RawClient,
  paths: ProductPaths,
  request: RawRequest,
): Promise<RawReply> {
  const { host, path, query } = rawTarget(client.hosts, paths, request.url);
  const responseType = RESPONSE_TYPES[request.responseType] ?? "jsonOrText";
  const reply = await client.request({
    method: request.method,
    path,
    elsewhere: { host },
    pairs: [...query, ...Object.entries(texts("Query Parameter", request.query))],
    headers: openHeaders(request.headers),
    payload: rawPayload(request),
    responseType,
    timeoutMs: request.timeoutMs,
    maxReplyBytes: RAW_REQUEST.maxReplyBytes,
    retryPolicy: rawRetryPolicy(request),
  });
  const contentType = reply.headers["content-type"];
  return {
    data: reply.body ?? "",
    ...(responseType === "bytes" && contentType && { contentType }),
  };
}

const RESPONSE_TYPES: Record<string, ResponseType> = {
  arraybuffer: "bytes",
  document: "text",
  json: "jsonOrText",
  text: "text",
};

/** Host, path and query that an address of the builder's stands for. Throws for any that is not Zoho's. */
function rawTarget(
  hosts: ZohoHosts,
  { base, root }: ProductPaths,
  url: string,
): { host: string; path: string; query: [name: string, value: string][] } {
  const text = url.trim();
  if (text === "") throw new InputError("URL", "is empty.");
  if (/[\s\\#]/.test(text) || text.startsWith("//")) {
    throw new InputError("URL", "may hold neither blanks, backslashes nor #, nor begin with //.");
  }
  const own = [
    hosts.apiHost,
    ...(hosts.environment === "production"
      ? [hosts.dataCentre.content, hosts.dataCentre.download]
      : []),
  ];
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(text);
  const slashed = text.startsWith("/") ? text : `/${text}`;
  const below = isAbsolute ? "" : slashed.startsWith(root) ? slashed : `${base}${slashed}`;
  const address = isAbsolute ? text : `https://${hosts.apiHost}${below}`;
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  const isOwn =
    parsed?.protocol === "https:" &&
    own.includes(parsed.hostname) &&
    parsed.port === "" &&
    parsed.username === "" &&
    parsed.password === "";
  if (!parsed || !isOwn) {
    throw new InputError("URL", `must be a path, or an https address of ${own.join(", ")}.`);
  }
  // A path with .. in any spelling is resolved by now: it may not have led out of where it began.
  const start = slashed.startsWith(root) ? root : `${base}/`;
  if (!isAbsolute && !parsed.pathname.startsWith(start)) {
    throw new InputError("URL", `leads out of ${start}.`);
  }
  return {
    host: parsed.hostname,
    path: parsed.pathname,
    query: [...parsed.searchParams],
  };
}

/** Headers that are the connector's own; what a builder puts there is left out. */
const OWN_HEADERS = new Set([
  "authorization",
  "host",
  "cookie",
  "content-length",
  "transfer-encoding",
  "connection",
  "proxy-authorization",
]);

function openHeaders(headers: Record<string, unknown>): Record<string, string> {
  const open = texts("Header", headers);
  for (const [name, value] of Object.entries(open)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[\r\n\0]/.test(value)) {
      throw new InputError("Header", "holds a name or value that cannot stand in a header.");
    }
    if (OWN_HEADERS.has(name.toLowerCase())) delete open[name];
  }
  return open;
}

function rawPayload({
  data,
  formData,
  fileData,
  fileNames,
  headers,
}: RawRequest): Payload | undefined {
  const hasForm = Object.keys(formData).length > 0 || Object.keys(fileData).length > 0;
  const hasData = data !== undefined && data !== null && data !== "";
  if (hasForm && hasData) {
    throw new InputError("Data", "cannot be used together with Form Data or File Data.");
  }
  if (hasForm) return { kind: "multipart", parts: rawParts(formData, fileData, fileNames) };
  if (!hasData) return undefined;
  const file = fileIn(data);
  if (file) return file;
  if (typeof data !== "string") return { kind: "json", value: data };
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  const isJson = parseJson(data) !== undefined;
  const contentType = given ? String(given[1]) : isJson ? "application/json" : "text/plain";
  return { kind: "text", text: data, contentType };
}

/** A file of an earlier step goes out by its bytes. */
function fileIn(data: unknown): Payload | undefined {
  if (Buffer.isBuffer(data)) return { kind: "bytes", bytes: data, contentType: OCTETS };
  if (typeof data !== "object" || data === null || !("data" in data)) return undefined;
  if (!Buffer.isBuffer(data.data)) return undefined;
  const type = "contentType" in data ? data.contentType : undefined;
  return { kind: "bytes", bytes: data.data, contentType: typeof type === "string" ? type : OCTETS };
}

function rawParts(
  formData: RawRequest["formData"],
  fileData: RawRequest["fileData"],
  fileNames: RawRequest["fileNames"],
): Part[] {
  const fields = Object.entries(texts("Form Data", formData));
  const names = texts("File Data File Names", fileNames);
  return [
    ...fields.map(([name, value]) => ({ name, value })),
    ...Object.entries(fileData).map(([name, { data, contentType }]) => ({
      name,
      value: data,
      fileName: names[name] ?? name,
      ...(contentType && { contentType }),
    })),
  ];
}

function texts(input: string, values: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(values).map(([key, value]) => {
    if (typeof value === "object" && value !== null) {
      throw new InputError(input, `holds something other than a text under ${key}.`);
    }
    if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      throw new InputError(
        input,
        `has lost digits as a number under ${key}. Pass ids on as texts.`,
      );
    }
    return [key, String(value ?? "")] as const;
  });
  return Object.fromEntries(entries);
}

const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** The builder's own retries: 429, 5xx and network errors, or every error, as often as told. */
function rawRetryPolicy({ method, retries }: RawRequest): RetryPolicy {
  return (outcome, { tries, waitedMs }) => {
    const noCredits = outcome.kind === "reply" && outcome.isExhausted;
    if (tries > retries.max || noCredits) return undefined;
    const asked = outcome.kind === "reply" ? outcome.retryAfterMs : undefined;
    const own = retries.exponential ? RETRY.firstDelayMs * 2 ** (tries - 1) : retries.delayMs;
    const delayMs = asked ?? own;
    if (waitedMs + delayMs > RAW_REQUEST.maxWaitMs) return undefined;
    if (retries.allErrors || outcome.kind === "unsent") return delayMs;
    if (outcome.kind === "reply" && outcome.status === 429) return delayMs;
    const isBroken = outcome.kind === "unusable" || outcome.status >= 500;
    return isBroken && IDEMPOTENT.has(method) ? delayMs : undefined;
  };
}
