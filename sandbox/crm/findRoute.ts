import type { ServerIdentity } from "../dataCenters";
import type { SandboxRequest } from "../http";
import { type RouteMatch, Router, splitPath } from "../router";
import { invalidMethod, invalidUrl, notImplemented } from "./errors";
import { fullPattern, type Route, type Surface } from "./route";
import { routes } from "./routes";

const router = new Router(routes, fullPattern);

const VERSION = /^v[2-8](\.\d+)?$/;

/** The surfaces of each kind of server; the loopback address has all of them. */
const SURFACES: Partial<Record<ServerIdentity["kind"], readonly Surface[]>> = {
  api: ["crm", "bulk"],
  files: ["upload", "download"],
  generic: ["crm", "bulk", "upload", "download"],
};

/** Paths that are not modules, even if the sandbox has no route for them. */
const RESERVED = /^\/crm\/[^/]+\/(settings|users)\/|^\/crm\/[^/]+\/users$|\/actions\/|\/__\w+$/;

/** Whether the pattern takes a part of a reserved path for a module or related list. */
const isTooGeneral = ({ pattern }: Route): boolean =>
  pattern.startsWith("/{module}") && !/\/(actions|__\w+)(\/|$)/.test(pattern);

/** The endpoint of a call; throws if the server has none with this path and method. */
export function findRoute(
  { method, path }: SandboxRequest,
  server: ServerIdentity,
): RouteMatch<Route> {
  const segments = splitPath(path);
  if (!segments) throw invalidUrl();
  const matches = router.match(
    segments,
    ({ route, params }) =>
      SURFACES[server.kind]?.includes(route.surface ?? "crm") === true &&
      VERSION.test(params.version ?? ""),
  );
  const match = matches.find(({ route }) => route.method === method);
  const isReserved = RESERVED.test(path);
  if (match && !(isReserved && isTooGeneral(match.route))) return match;
  if (isReserved) throw notImplemented(method, path);
  throw matches.length === 0 ? invalidUrl() : invalidMethod();
}
