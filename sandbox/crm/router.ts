import type { ScopeAlternatives } from "../accounts/scopes";
import type { SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { Variants } from "../state/variants";
import { invalidMethod, invalidUrl } from "./errors";
import type { CrmHandler } from "./request";

/** What a call costs; most cost 1. */
export type CreditCost = (request: SandboxRequest, variants: Variants) => number;

/** One endpoint. `{name}` in the pattern is a path segment that the handler gets by that name. */
export interface Route {
  method: string;
  pattern: string;
  handler: CrmHandler;
  /** Groups of scopes; the caller needs one of each group. */
  scopes: (state: SandboxState, params: Record<string, string>) => readonly ScopeAlternatives[];
  credits: CreditCost;
}

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

const VERSION = /^v[2-8](\.\d+)?$/;

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidUrl();
  }
}

/** The path after `/crm/v8` as decoded segments. A doubled or trailing slash is no URL of Zoho's. */
function segmentsOf(path: string): string[] {
  const [root, product, version = "", ...segments] = path.split("/");
  const isCrm = root === "" && product === "crm" && VERSION.test(version);
  if (!isCrm || segments.length === 0 || segments.includes("")) throw invalidUrl();
  return segments.map(decode);
}

function matchPattern(pattern: string, segments: string[]): Record<string, string> | undefined {
  const parts = pattern.slice(1).split("/");
  if (parts.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) params[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

const literalParts = (pattern: string): number =>
  pattern.split("/").filter((part) => part && !part.startsWith("{")).length;

/** The endpoint of a call: the most literal pattern that fits, then its verb. */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const segments = segmentsOf(path);
  const fitting = routes.flatMap((route) => {
    const params = matchPattern(route.pattern, segments);
    return params ? [{ route, params }] : [];
  });
  const mostLiteral = Math.max(...fitting.map(({ route }) => literalParts(route.pattern)));
  const best = fitting.filter(({ route }) => literalParts(route.pattern) === mostLiteral);
  if (best.length === 0) throw invalidUrl();
  const match = best.find(({ route }) => route.method === method);
  if (!match) throw invalidMethod();
  return match;
}
