import type { ScopeAlternatives } from "../accounts/scopes";
import type { ServerIdentity } from "../dataCentres";
import type { SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { Variants } from "../state/variants";
import { invalidMethod, invalidUrl, notImplemented } from "./errors";
import type { CrmHandler } from "./request";

/** What a call costs; most cost 1. */
export type CreditCost = (request: SandboxRequest, variants: Variants) => number;

/** Zoho's addresses of one kind: the API, its bulk jobs, and on hosts of their own files on their way. */
export type Surface = "crm" | "bulk" | "upload" | "download";

/** What stands before the pattern of a route. */
const ROOTS: Record<Surface, string> = {
  crm: "/crm/{version}",
  bulk: "/crm/bulk/{version}",
  upload: "/crm/{version}",
  download: "/{version}/crm",
};

/** One endpoint. `{name}` in the pattern is a path segment that the handler gets by that name. */
export interface Route {
  method: string;
  pattern: string;
  handler: CrmHandler;
  /** Groups of scopes; the caller needs one of each group. */
  scopes: (state: SandboxState, params: Record<string, string>) => readonly ScopeAlternatives[];
  credits: CreditCost;
  /** `crm` unless something else is said. */
  surface?: Surface;
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

/** The path as decoded segments. A doubled or trailing slash is no URL of Zoho's. */
function segmentsOf(path: string): string[] {
  const [root, ...segments] = path.split("/");
  if (root !== "" || segments.includes("")) throw invalidUrl();
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

/** The path of a route from its root on. */
export const fullPattern = ({ surface = "crm", pattern }: Route): string =>
  `${ROOTS[surface]}${pattern}`;

/** The surfaces that each kind of server has; the sandbox's own address has all of them. */
const SURFACES: Partial<Record<ServerIdentity["kind"], readonly Surface[]>> = {
  api: ["crm", "bulk"],
  files: ["upload", "download"],
  generic: ["crm", "bulk", "upload", "download"],
};

/** Addresses that Zoho has more of than the sandbox: no modules, whatever their shape. */
const RESERVED = /^\/crm\/[^/]+\/(settings|users)\/|^\/crm\/[^/]+\/users$|\/actions\/|\/__\w+$/;

/** Whether a pattern knows the action itself, not as the name of a related list. */
const isAction = ({ route }: RouteMatch): boolean => /\/(actions|__\w+)(\/|$)/.test(route.pattern);

/** The endpoint of a call: the most literal pattern that fits, then its verb. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
  server: ServerIdentity,
): RouteMatch {
  const segments = segmentsOf(path);
  const fitting = routes.flatMap((route) => {
    if (!SURFACES[server.kind]?.includes(route.surface ?? "crm")) return [];
    const params = matchPattern(fullPattern(route), segments);
    return params && VERSION.test(params.version ?? "") ? [{ route, params }] : [];
  });
  const mostLiteral = Math.max(...fitting.map(({ route }) => literalParts(route.pattern)));
  const best = fitting.filter(({ route }) => literalParts(route.pattern) === mostLiteral);
  const match = best.find(({ route }) => route.method === method);
  const isReserved = RESERVED.test(path);
  if (match && !(isReserved && match.route.pattern.startsWith("/{module}") && !isAction(match))) {
    return match;
  }
  if (isReserved) throw notImplemented(method, path);
  throw best.length === 0 ? invalidUrl() : invalidMethod();
}
