/** What the router needs to know of a route. `{name}` in the pattern matches any segment. */
interface Endpoint {
  method: string;
  pattern: string;
}

export interface RouteMatch<R> {
  route: R;
  params: Record<string, string>;
}

interface CompiledRoute<R> {
  route: R;
  parts: readonly string[];
  literals: number;
}

/** The decoded segments of a path; undefined if one is empty or cannot be decoded. */
export function splitPath(path: string): string[] | undefined {
  const [root, ...segments] = path.split("/");
  if (root !== "" || segments.includes("")) return undefined;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function matchParts(
  parts: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith("{")) params[part.slice(1, -1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

/** Finds routes by path. Of several matching patterns those with the most literal segments win. */
export class Router<R extends Endpoint> {
  private readonly byLength = new Map<number, CompiledRoute<R>[]>();

  constructor(routes: readonly R[], toPattern: (route: R) => string = ({ pattern }) => pattern) {
    for (const route of routes) {
      const parts = toPattern(route).slice(1).split("/");
      const literals = parts.filter((part) => !part.startsWith("{")).length;
      const others = this.byLength.get(parts.length) ?? [];
      this.byLength.set(parts.length, [...others, { route, parts, literals }]);
    }
  }

  /** The best matches for a path, with any method; `accepts` excludes routes. */
  match(
    segments: readonly string[],
    accepts: (match: RouteMatch<R>) => boolean = () => true,
  ): RouteMatch<R>[] {
    const matching = (this.byLength.get(segments.length) ?? []).flatMap(
      ({ route, parts, literals }) => {
        const params = matchParts(parts, segments);
        return params && accepts({ route, params }) ? [{ route, params, literals }] : [];
      },
    );
    const best = Math.max(...matching.map(({ literals }) => literals));
    return matching.filter(({ literals }) => literals === best);
  }
}
