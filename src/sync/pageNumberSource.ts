import type { ChangeSource, SourcePage, SourceRow } from "./changes";
import type { Json } from "./state";

export interface NumberedPage {
  rows: readonly SourceRow[];
  hasMore: boolean;
  /** Zoho pages no further, although there is more. */
  isTruncated?: boolean;
  zohoTimeMs: number;
}

/** Reads a page by its number. Rows below `from` may be among the rows. */
export type ReadByNumber = (query: {
  from: number;
  page: number;
  perPage: number;
}) => Promise<NumberedPage>;

interface PageNumberOptions {
  maxPerPage: number;
  /** The newest come first, so that reading can stop at the first row below `from`. */
  isNewestFirst: boolean;
}

/** Where the next page is to begin, and the last ids before it. */
interface PageCursor {
  offset: number;
  tail: readonly string[];
}

/** How many rows of the page before are read again, to see that nothing slipped between two pages. */
const SHARED = 10;
const STEP_BACK = 100;

/**
 * A source that pages by number. A record that leaves the list moves all behind it up, across the border of two
 * pages. So each page begins some rows before the end of the one before; where they do not meet, reading steps
 * back.
 */
export function pageNumberSource(read: ReadByNumber, options: PageNumberOptions): ChangeSource {
  const { maxPerPage, isNewestFirst } = options;
  return {
    read: async ({ from, position }): Promise<SourcePage> => {
      const cursor = parseCursor(position);
      const { page, perPage } = pageAt(Math.max(0, cursor.offset - SHARED), maxPerPage);
      const { rows, hasMore, zohoTimeMs, isTruncated } = await read({ from, page, perPage });
      if (isTruncated) return { rows, zohoTimeMs };
      const start = (page - 1) * perPage;
      if (start > 0 && !rows.some(({ id }) => cursor.tail.includes(id))) {
        const next = { offset: Math.max(0, cursor.offset - STEP_BACK), tail: cursor.tail };
        return { rows, zohoTimeMs, next };
      }
      const isPast = isNewestFirst && rows.some(({ at }) => at < from);
      if (!hasMore || isPast || rows.length === 0) return { rows, zohoTimeMs };
      const tail = rows.slice(-SHARED).map(({ id }) => id);
      return { rows, zohoTimeMs, next: { offset: start + rows.length, tail } };
    },
  };
}

/**
 * A page number and size whose page begins at the offset or before it. Sizes from half the largest on are tried,
 * and the one whose page ends furthest is taken.
 */
export function pageAt(offset: number, maxPerPage: number): { page: number; perPage: number } {
  const endFor = (size: number): number => (Math.floor(offset / size) + 1) * size;
  let perPage = maxPerPage;
  for (let size = maxPerPage; size >= maxPerPage / 2; size -= 1) {
    if (endFor(size) > endFor(perPage)) perPage = size;
  }
  return { page: Math.floor(offset / perPage) + 1, perPage };
}

function parseCursor(position: Json | undefined): PageCursor {
  const start: PageCursor = { offset: 0, tail: [] };
  if (typeof position !== "object" || position === null || !("offset" in position)) return start;
  const { offset, tail } = position;
  if (!Number.isSafeInteger(offset) || !Array.isArray(tail)) return start;
  return { offset: Number(offset), tail: tail.filter((id) => typeof id === "string") };
}
