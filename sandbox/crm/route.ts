import type { ScopeAlternatives } from "../accounts/scopes";
import type { ServerIdentity } from "../dataCentres";
import type { SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { Variants } from "../state/variants";
import { invalidMethod, invalidUrl, notImplemented } from "./errors";
import type { CrmHandler } from "./request";

/** The credits that a call costs. */
export type CreditCost = (request: SandboxRequest, variants: Variants) => number;

/** A kind of address: the API, its bulk jobs, and uploads and downloads on hosts of their own. */
export type Surface = "crm" | "bulk" | "upload" | "download";

/** The prefix of a route's pattern. */
const ROOTS: Record<Surface, string> = {
  crm: "/crm/{version}",
  bulk: "/crm/bulk/{version}",
  upload: "/crm/{version}",
  download: "/{version}/crm",
};

/** An endpoint. `{name}` in the pattern is a path segment that becomes a parameter. */
export interface Route {
  method: string;
  pattern: string;
  handler: CrmHandler;
  /** Groups of scopes; the caller needs one of every group. */
  scopes: (state: SandboxState, params: Record<string, string>) => readonly ScopeAlternatives[];
  credits: CreditCost;
  /** @default "crm" */
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

/** The decoded segments of a path. Double and trailing slashes are invalid. */
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

/** The pattern of a route with its prefix. */
export const fullPattern = ({ surface = "crm", pattern }: Route): string =>
  `${ROOTS[surface]}${pattern}`;

/** The surfaces of each kind of server; the loopback address has all of them. */
const SURFACES: Partial<Record<ServerIdentity["kind"], readonly Surface[]>> = {
  api: ["crm", "bulk"],
  files: ["upload", "download"],
  generic: ["crm", "bulk", "upload", "download"],
};

/** Paths that are not modules, even if the sandbox has no route for them. */
const RESERVED = /^\/crm\/[^/]+\/(settings|users)\/|^\/crm\/[^/]+\/users$|\/actions\/|\/__\w+$/;

/** Whether the pattern names the action, instead of taking it for a related list. */
const isAction = ({ route }: RouteMatch): boolean => /\/(actions|__\w+)(\/|$)/.test(route.pattern);

/** Finds the endpoint of a call: the most literal matching pattern, then the method. */
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
