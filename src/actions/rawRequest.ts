import { InputError } from "../client/errors/errors";
import type { ZohoHosts } from "../client/hosts";
import { OCTETS, type Part, type Payload } from "../client/payload";
import type { ProductPaths, ZohoReply, ZohoRequest } from "../client/request";
import type { ResponseType } from "../client/response";
import type { RetryOptions } from "../client/retryPolicy";
import type { RawRequestParams } from "../inputs/rawRequest";
import { RAW_REQUEST, RETRY } from "../limits";
import { parseJson } from "../shared/json";

/** A client of either product. */
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
 * Sends the builder's request and returns the body of the reply. The token goes only to the Zoho hosts of
 * this connection: any other address is an InputError before any call. Retries as the inputs say, and obeys
 * Retry-After.
 */
export async function sendRaw(
  client: RawClient,
  paths: ProductPaths,
  params: RawRequestParams,
): Promise<RawReply> {
  const { host, path, query } = rawTarget(client.hosts, paths, params.url);
  const responseType = RESPONSE_TYPES[params.responseType] ?? "jsonOrText";
  const reply = await client.request({
    method: params.method,
    path,
    elsewhere: { host },
    pairs: [...query, ...Object.entries(texts("Query Parameter", params.queryParams))],
    headers: openHeaders(params.headers),
    payload: rawPayload(params),
    responseType,
    timeoutMs: params.timeout && Math.min(params.timeout, RAW_REQUEST.maxTimeoutMs),
    maxReplyBytes: RAW_REQUEST.maxReplyBytes,
    retry: rawRetries(params),
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

/** Host, path and query of the builder's URL. Throws for any address that is not Zoho's. */
function rawTarget(
  hosts: ZohoHosts,
  { base, root }: ProductPaths,
  url: string,
): { host: string; path: string; query: [name: string, value: string][] } {
  const text = url.trim();
  if (text === "") throw new InputError("URL", "is empty.");
  if (/[\s\\#]/.test(text) || text.startsWith("//")) {
    throw new InputError("URL", "must not contain spaces, backslashes or #, or begin with //.");
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
  // Any .. in the path is resolved by now. It must not have left the base.
  const start = slashed.startsWith(root) ? root : `${base}/`;
  if (!isAbsolute && !parsed.pathname.startsWith(start)) {
    throw new InputError("URL", `leaves ${start}.`);
  }
  return {
    host: parsed.hostname,
    path: parsed.pathname,
    query: [...parsed.searchParams],
  };
}

/** The connector's own headers: those of the builder are dropped. */
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
      throw new InputError("Header", "contains a name or value that a header cannot hold.");
    }
    if (OWN_HEADERS.has(name.toLowerCase())) delete open[name];
  }
  return open;
}

function rawPayload({
  data,
  formData,
  fileData,
  fileDataFileNames,
  headers,
}: RawRequestParams): Payload | undefined {
  const hasForm = Object.keys(formData).length > 0 || Object.keys(fileData).length > 0;
  const hasData = data !== undefined && data !== null && data !== "";
  if (hasForm && hasData) {
    throw new InputError("Data", "cannot be used together with Form Data or File Data.");
  }
  if (hasForm) return { kind: "multipart", parts: rawParts(formData, fileData, fileDataFileNames) };
  if (!hasData) return undefined;
  const file = fileIn(data);
  if (file) return file;
  if (typeof data !== "string") return jsonPayload(data);
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  const isJson = parseJson(data) !== undefined;
  const contentType = given ? String(given[1]) : isJson ? "application/json" : "text/plain";
  return { kind: "text", text: data, contentType };
}

/** Throws an InputError for values that JSON cannot hold, such as an object that contains itself. */
function jsonPayload(value: unknown): Payload {
  try {
    JSON.stringify(value);
  } catch {
    throw new InputError("Data", "cannot be written as JSON.");
  }
  return { kind: "json", value };
}

/** The bytes of a file from an earlier step. */
function fileIn(data: unknown): Payload | undefined {
  if (Buffer.isBuffer(data)) return { kind: "bytes", bytes: data, contentType: OCTETS };
  if (typeof data !== "object" || data === null || !("data" in data)) return undefined;
  if (!Buffer.isBuffer(data.data)) return undefined;
  const type = "contentType" in data ? data.contentType : undefined;
  return { kind: "bytes", bytes: data.data, contentType: typeof type === "string" ? type : OCTETS };
}

function rawParts(
  formData: RawRequestParams["formData"],
  fileData: RawRequestParams["fileData"],
  fileNames: RawRequestParams["fileDataFileNames"],
): Part[] {
  const fields = Object.entries(texts("Form Data", formData));
  const names = texts("File Data File Names", fileNames);
  return [
    ...fields.map(([name, value]) => ({ name, value })),
    ...Object.entries(fileData).map(([name, { data, contentType }]) => ({
      name,
      value: data,
      fileName: names[name] ?? name,
      contentType,
    })),
  ];
}

function texts(input: string, values: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(values).map(([key, value]) => {
    if (typeof value === "object" && value !== null) {
      throw new InputError(input, `must be text: ${key} is not.`);
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

/** The builder's own retries, at the delays they chose. */
const rawRetries = (params: RawRequestParams): RetryOptions => ({
  maxTries: 1 + Math.min(params.maxRetries, RAW_REQUEST.maxRetries),
  maxWaitMs: RAW_REQUEST.maxWaitMs,
  firstDelayMs: params.useExponentialBackoff
    ? RETRY.firstDelayMs
    : Math.min(params.retryDelayMS, RAW_REQUEST.maxDelayMs),
  isExponential: params.useExponentialBackoff,
  hasJitter: false,
  allErrors: params.retryAllErrors,
});
