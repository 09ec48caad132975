import { COQL } from "../limits";
import { LAST_SECOND } from "../shared/time";
import type { ChangeSource, SourceRow } from "./changes";
import type { Json } from "./state";

/** A place in the order (time, id): the last row that was read. */
export interface KeysetCursor {
  at: number;
  id: string;
}

export interface KeysetPage {
  rows: readonly SourceRow[];
  /** Where the page ended, when that is not its last row. */
  last?: KeysetCursor;
  hasMore: boolean;
  zohoTimeMs: number;
}

/** Reads at most `limit` rows by (time, id): after a place, or of `from` and later; below `end` where given. */
export type ReadByKey = (query: {
  from: number;
  end?: number;
  after?: KeysetCursor;
  limit: number;
}) => Promise<KeysetPage>;

/**
 * A source that is paged by the last time and id, which nothing that happens meanwhile can disturb. Pages grow
 * from 200 over 1,000 to 2,000 rows, since Zoho charges by what is asked for.
 */
export function keysetSource(read: ReadByKey): ChangeSource {
  return {
    read: async ({ from, end, position, pagesBefore, maxRows }) => {
      const after = parseCursor(position);
      const size = COQL.pageSizes[Math.min(pagesBefore, COQL.pageSizes.length - 1)];
      const limit = Math.max(COQL.pageSizes[0], Math.min(size ?? COQL.pageSizes[0], maxRows));
      const { rows, hasMore, zohoTimeMs, ...page } = await read({
        from,
        limit,
        ...(end !== undefined && { end }),
        ...(after && { after }),
      });
      const last = page.last ?? rows.findLast(isCursor);
      if (!hasMore) return { rows, zohoTimeMs };
      if (!last) throw new Error("A page of a query holds no row to go on from.");
      return { rows, zohoTimeMs, next: { at: last.at, id: last.id }, upTo: last.at };
    },
  };
}

/** What cannot be understood is no place: then reading begins anew at `from`. */
function parseCursor(position: Json | undefined): KeysetCursor | undefined {
  if (typeof position !== "object" || position === null) return undefined;
  if (!("at" in position && "id" in position)) return undefined;
  const { at, id } = position;
  if (typeof at !== "number" || typeof id !== "string") return undefined;
  return isCursor({ at, id }) ? { at, id } : undefined;
}

/** Something that a query can begin behind: a time that can be written, and digits. */
const isCursor = ({ at, id }: KeysetCursor): boolean =>
  Number.isSafeInteger(at) && at >= 0 && at <= LAST_SECOND && /^\d{1,20}$/.test(id);
