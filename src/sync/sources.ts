import { COQL } from "../limits";
import { hexDigest } from "../shared/digest";
import { LAST_SECOND } from "../shared/time";
import type { ChangeSource, SourcePage, SourceRow } from "./changes";
import type { Json, TiedSecondScan } from "./state";

/** A position in the order (time, id): the last row that was read. */
export interface KeysetCursor {
  at: number;
  id: string;
}

export interface KeysetPage {
  rows: readonly SourceRow[];
  /** Where the page ended, if that is not its last row. */
  last?: KeysetCursor;
  hasMore: boolean;
  zohoTimeMs: number;
}

/** Reads at most `limit` rows by (time, id): after a position, or from `from` on; below `end`. */
export type ReadByKey = (query: {
  from: number;
  end?: number;
  after?: KeysetCursor;
  limit: number;
}) => Promise<KeysetPage>;

/**
 * A source paged by the last time and id: no change in between can disturb it. Pages grow from 200
 * to 1,000 and 2,000 rows, since Zoho charges by the requested size.
 */
export function keysetSource(read: ReadByKey): ChangeSource {
  return {
    read: async ({ from, end, position, pagesBefore, maxRows }) => {
      const after = parseKeysetCursor(position);
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
      if (!last) throw new Error("A page of a query holds no row to continue from.");
      return { rows, zohoTimeMs, next: { at: last.at, id: last.id }, upTo: last.at };
    },
  };
}

/** Undefined for anything else: reading then starts again at `from`. */
function parseKeysetCursor(position: Json | undefined): KeysetCursor | undefined {
  if (typeof position !== "object" || position === null) return undefined;
  if (!("at" in position && "id" in position)) return undefined;
  const { at, id } = position;
  if (typeof at !== "number" || typeof id !== "string") return undefined;
  return isCursor({ at, id }) ? { at, id } : undefined;
}

/** Whether a query can start after it: a time that can be written, and digits. */
const isCursor = ({ at, id }: KeysetCursor): boolean =>
  Number.isSafeInteger(at) && at >= 0 && at <= LAST_SECOND && /^\d{1,20}$/.test(id);

export interface TokenPage {
  rows: readonly SourceRow[];
  /** The second at which the page ended, if it is not that of its last row. */
  lastAt?: number;
  /** Absent on the last page. */
  nextToken?: string;
  zohoTimeMs: number;
}

/** A page of rows from `from` on, oldest first; undefined when Zoho refuses the token. */
export type ReadByToken = (query: {
  from: number;
  token?: string;
}) => Promise<TokenPage | undefined>;

/**
 * A source listed by time and paged by tokens. A token may stand for an offset, and a record edited
 * in between then hides another one. So every page starts again at the last second of the page
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
      // Where such a page starts after the second is unknown.
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

export interface NumberedPage {
  rows: readonly SourceRow[];
  hasMore: boolean;
  /** Zoho pages no further, although there are more rows. */
  isTruncated?: boolean;
  zohoTimeMs: number;
}

/** Reads a page by its number. May return rows below `from`. */
export type ReadByNumber = (query: {
  from: number;
  page: number;
  perPage: number;
}) => Promise<NumberedPage>;

interface PageNumberOptions {
  maxPerPage: number;
  /** The newest rows come first, so reading can stop at the first row below `from`. */
  isNewestFirst: boolean;
}

/** Where the next page starts, and the last ids before it. */
interface PageCursor {
  offset: number;
  tail: readonly string[];
}

/** How many rows of the page before are read again, to see that no row was skipped. */
const SHARED = 10;
const STEP_BACK = 100;

/**
 * A source paged by number. A record that leaves the list moves all rows after it up, across the
 * border of two pages. So each page overlaps the one before; where they do not meet, reading steps
 * back.
 */
export function pageNumberSource(read: ReadByNumber, options: PageNumberOptions): ChangeSource {
  const { maxPerPage, isNewestFirst } = options;
  return {
    read: async ({ from, position }): Promise<SourcePage> => {
      const cursor = parsePageCursor(position);
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
 * The number and size of a page that starts at the offset or before it. Tries all sizes from half
 * the largest on and takes the one whose page ends last.
 */
export function pageAt(offset: number, maxPerPage: number): { page: number; perPage: number } {
  const endFor = (size: number): number => (Math.floor(offset / size) + 1) * size;
  let perPage = maxPerPage;
  for (let size = maxPerPage; size >= maxPerPage / 2; size -= 1) {
    if (endFor(size) > endFor(perPage)) perPage = size;
  }
  return { page: Math.floor(offset / perPage) + 1, perPage };
}

function parsePageCursor(position: Json | undefined): PageCursor {
  const start: PageCursor = { offset: 0, tail: [] };
  if (typeof position !== "object" || position === null || !("offset" in position)) return start;
  const { offset, tail } = position;
  if (!Number.isSafeInteger(offset) || !Array.isArray(tail)) return start;
  return { offset: Number(offset), tail: tail.filter((id) => typeof id === "string") };
}

const startScan = (from: number): TiedSecondScan => ({
  from,
  passes: 1,
  digest: "",
  previousDigest: "-",
});

/**
 * The scan of a tied second after one more page; "whole" when two passes saw the same rows. When
 * more rows share one second than fit on a page, the second is paged by token. A row that leaves it
 * meanwhile can hide another, so the pages are re-read until two passes agree.
 */
export function advanceScan(
  before: TiedSecondScan | undefined,
  page: { from: number; rows: readonly SourceRow[]; isLast: boolean },
): TiedSecondScan | "whole" {
  const tiedScan = before ?? startScan(page.from);
  const rows = page.rows.filter(({ at }) => at === tiedScan.from);
  const digest = hexDigest(
    tiedScan.digest + rows.map(({ id, content }) => id + content).join(" "),
    16,
  );
  if (!page.isLast) return { ...tiedScan, digest };
  if (digest === tiedScan.previousDigest) return "whole";
  return { from: tiedScan.from, passes: tiedScan.passes + 1, digest: "", previousDigest: digest };
}
