import type { ChangeSource, SourceRow } from "./changes";
import type { Json } from "./state";

export interface TokenPage {
  rows: readonly SourceRow[];
  /** The second at which the page ended, when that is not the one of its last row. */
  lastAt?: number;
  /** Absent on the last page. */
  nextToken?: string;
  zohoTimeMs: number;
}

/** A page of rows of `from` and later, the oldest first; undefined when Zoho does not take the token. */
export type ReadByToken = (query: {
  from: number;
  token?: string;
}) => Promise<TokenPage | undefined>;

/**
 * A source that lists by time and pages by tokens. Tokens may count records, and a record that is edited
 * meanwhile then moves another one out of sight. So every page begins anew at the last second of the page
 * before; tokens are only followed within one second that fills a whole page.
 */
export function pageTokenSource(read: ReadByToken): ChangeSource {
  return {
    read: async ({ from, position }) => {
      const token = parseToken(position);
      const page =
        (await read({ from, ...(token !== undefined && { token }) })) ?? (await read({ from }));
      if (!page) throw new Error("A list without a page token was refused for its page token.");
      const { rows, nextToken, zohoTimeMs, lastAt = rows.at(-1)?.at ?? from } = page;
      if (nextToken !== undefined && lastAt <= from) {
        return { rows, zohoTimeMs, next: { token: nextToken }, isOffsetPaged: true };
      }
      // Of what follows the second, such a page may begin anywhere.
      if (token !== undefined) return { rows, zohoTimeMs, next: null, upTo: from + 1 };
      if (nextToken === undefined) return { rows, zohoTimeMs };
      return { rows, zohoTimeMs, next: null, upTo: lastAt };
    },
  };
}

function parseToken(position: Json | undefined): string | undefined {
  if (typeof position !== "object" || position === null || !("token" in position)) return undefined;
  return typeof position.token === "string" ? position.token : undefined;
}
