import type { SandboxRequest } from "../http";
import { invalidMethod, invalidUrl } from "./errors";
import type { BooksHandler } from "./request";

/** One endpoint. `{name}` in the pattern is a path segment that the handler gets by that name. */
export interface Route {
  method: string;
  pattern: string;
  handler: BooksHandler;
  /** `family.OPERATION`. */
  scope: string;
  /** False for the calls that name no organization (facts 2). */
  inOrganization: boolean;
}

interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

interface CompiledRoute {
  route: Route;
  parts: string[];
  literals: number;
}

const ROOT = "/books/v3/";

export const isBooksPath = (path: string): boolean =>
  path === "/books" || path.startsWith("/books/");

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalidUrl();
  }
}

function segmentsOf(path: string): string[] {
  const segments = path.startsWith(ROOT) ? path.slice(ROOT.length).split("/") : [""];
  if (segments.includes("")) throw invalidUrl();
  return segments.map(decode);
}

function paramsOf(parts: string[], segments: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) params[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

/** Finds the endpoint of a call: the most literal pattern that fits, then its verb. */
export class Router {
  private readonly byLength = new Map<number, CompiledRoute[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const parts = route.pattern.slice(1).split("/");
      const literals = parts.filter((part) => !part.startsWith("{")).length;
      const others = this.byLength.get(parts.length) ?? [];
      this.byLength.set(parts.length, [...others, { route, parts, literals }]);
    }
  }

  find({ method, path }: Pick<SandboxRequest, "method" | "path">): RouteMatch {
    const segments = segmentsOf(path);
    const fitting = (this.byLength.get(segments.length) ?? []).flatMap(
      ({ route, parts, literals }) => {
        const params = paramsOf(parts, segments);
        return params ? [{ route, params, literals }] : [];
      },
    );
    if (fitting.length === 0) throw invalidUrl();
    const most = Math.max(...fitting.map(({ literals }) => literals));
    const match = fitting.find((one) => one.literals === most && one.route.method === method);
    if (!match) throw invalidMethod();
    return match;
  }
}
