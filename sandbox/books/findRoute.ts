import type { SandboxRequest } from "../http";
import { type RouteMatch, Router, splitPath } from "../router";
import { invalidMethod, invalidUrl } from "./errors";
import type { Route } from "./route";
import { routes } from "./routes";

const router = new Router(routes);
const ROOT = "/books/v3";

/** The endpoint of a call; throws if there is none with this path and method. */
export function findRoute({ method, path }: SandboxRequest): RouteMatch<Route> {
  const segments = path.startsWith(`${ROOT}/`) ? splitPath(path.slice(ROOT.length)) : undefined;
  const matches = segments ? router.match(segments) : [];
  if (matches.length === 0) throw invalidUrl();
  const match = matches.find(({ route }) => route.method === method);
  if (!match) throw invalidMethod();
  return match;
}
