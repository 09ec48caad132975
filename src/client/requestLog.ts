import type { ActionLogger } from "@prismatic-io/spectral";
import { isObject } from "../shared/json";
import { outlineOf, type Payload } from "./payload";
import type { Attempt } from "./response";

/** Parameters whose values hold no customer data; of all others only the name is logged. */
const OPEN_PARAMETERS = new Set([
  "fields",
  "page",
  "per_page",
  "sort_by",
  "sort_column",
  "sort_order",
  "module",
  "type",
  "converted",
]);

export interface Exchange {
  request: {
    method: string;
    path: string;
    query: readonly (readonly [name: string, value: string])[];
    payload?: Payload;
  };
  attempt: Attempt;
  retries: number;
}

/** Writes one debug line: of bodies only sizes and top-level keys, never values. */
export function logExchange(logger: ActionLogger, exchange: Exchange): void {
  const { request, attempt, retries } = exchange;
  const { status, failureCode, creditsRemaining, receivedBytes, body, roundTripMs = 0 } = attempt;
  const parameters = request.query.map(([name, value]) =>
    OPEN_PARAMETERS.has(name) ? `${name}=${value.slice(0, 500)}` : `${name}=(hidden)`,
  );
  const query = parameters.length > 0 ? `?${parameters.join("&")}` : "";
  const parts = [
    `Zoho ${request.method} ${request.path}${query}`,
    [status, failureCode].filter(Boolean).join(" ") || "no reply",
    `${Math.round(roundTripMs)} ms`,
    `retries ${retries}`,
    creditsRemaining !== undefined && `credits left ${creditsRemaining}`,
    request.payload && `sent ${sentOutline(request.payload)}`,
    receivedBytes !== undefined && `received ${outline(receivedBytes, keysOf(body))}`,
  ];
  logger.debug(parts.filter(Boolean).join(", "));
}

function sentOutline(payload: Payload): string {
  const { keys, bytes } = outlineOf(payload);
  return outline(bytes, keys);
}

const keysOf = (body: unknown): string[] =>
  isObject(body) && !Buffer.isBuffer(body) ? Object.keys(body) : [];

const outline = (bytes: number, keys: readonly string[]): string =>
  keys.length > 0 ? `${bytes} bytes {${keys.slice(0, 20).join(", ")}}` : `${bytes} bytes`;
