/** An HTTP request for handlers: header names in lower case, path not decoded. */
export interface SandboxRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
}

/** A handler's reply with a body in `json`, `text` or `bytes`. */
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

/** A JSON object. */
export type JsonObject = Record<string, unknown>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Parses the body as JSON; undefined if invalid. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Splits a comma-separated list, trimming entries and dropping empty ones. */
export const commaList = (text: string | null): string[] =>
  (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
