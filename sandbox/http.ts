/** An HTTP request as the handlers see it: no sockets, header names in lower case, path still escaped. */
export interface SandboxRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
}

/** What a handler answers: `json` is serialised by the server, `text` and `bytes` go out as they are. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  bytes?: Buffer;
}

export const noContent = (): Reply => ({ status: 204 });
export const notModified = (): Reply => ({ status: 304 });
export const ok = (json: unknown): Reply => ({ status: 200, json });

/** A value that came from JSON.parse and is a plain object. */
export type JsonObject = Record<string, unknown>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The body as JSON, or undefined when it is no JSON text. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
