import type { ActionLogger } from "@prismatic-io/spectral";
import { isObject } from "./replyErrors";
import type { Attempt } from "./replyReader";

/** Parameters whose values say nothing about a customer's data; of all others only the name is logged. */
const OPEN_PARAMETERS = new Set([
  "fields",
  "page",
  "per_page",
  "sort_by",
  "sort_order",
  "module",
  "type",
  "converted",
]);

export interface Exchange {
  request: { method: string; path: string; query: Record<string, string>; body?: unknown };
  attempt: Attempt;
  milliseconds: number;
  retries: number;
}

/** One debug line an exchange. Bodies show as size and top-level keys, never their values. */
export function logExchange(logger: ActionLogger, exchange: Exchange): void {
  const { request, attempt, milliseconds, retries } = exchange;
  const { status, problem, creditsRemaining, text, body } = attempt;
  const parameters = Object.entries(request.query).map(([name, value]) =>
    OPEN_PARAMETERS.has(name) ? `${name}=${value.slice(0, 500)}` : `${name}=(hidden)`,
  );
  const query = parameters.length > 0 ? `?${parameters.join("&")}` : "";
  const parts = [
    `Zoho ${request.method} ${request.path}${query}`,
    [status, problem].filter(Boolean).join(" ") || "no reply",
    `${milliseconds} ms`,
    `retries ${retries}`,
    creditsRemaining !== undefined && `credits left ${creditsRemaining}`,
    request.body !== undefined && `sent ${outline(JSON.stringify(request.body), request.body)}`,
    text !== undefined && `received ${outline(text, body)}`,
  ];
  logger.debug(parts.filter(Boolean).join(", "));
}

function outline(text: string, parsed: unknown): string {
  const keys = isObject(parsed) ? ` {${Object.keys(parsed).slice(0, 20).join(", ")}}` : "";
  return `${Buffer.byteLength(text)} bytes${keys}`;
}
