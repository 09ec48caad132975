import type { ChangeSource, SourceRow } from "../../src/sync/changes";
import {
  keysetSource,
  pageNumberSource,
  pageTokenSource,
  type ReadByKey,
  type ReadByNumber,
  type ReadByToken,
} from "../../src/sync/sources";
import type { Line } from "./line";
import type { Version } from "./memoryZoho";

export const KINDS = ["keyset", "list", "newestFirst", "scan", "deletions"] as const;

export type SourceKind = (typeof KINDS)[number];

/** How this Zoho lists records. */
export interface Listing {
  kind: SourceKind;
  pageSize: number;
  /** Rows of one second come in the order of creation, not by id. */
  isTiedByCreation: boolean;
  /** A list from a second on also brings rows of the second before. */
  hasSecondBefore: boolean;
  /** The fields of a page take two calls; of rows that changed in between, every other one is left out. */
  isInTwoParts: boolean;
}

/** Pages by number need room for the rows they share. */
const SMALLEST_COUNTED_PAGE = 40;

export function sourceOver(line: Line, listing: Listing): ChangeSource {
  const maxPerPage = Math.max(SMALLEST_COUNTED_PAGE, listing.pageSize);
  switch (listing.kind) {
    case "keyset":
      return keysetSource(byKey(line, listing));
    case "list":
      return pageTokenSource(byToken(line, listing));
    case "scan":
      return pageNumberSource(byNumber(line, listing), { maxPerPage, isNewestFirst: false });
    default:
      return pageNumberSource(byNumber(line, listing), { maxPerPage, isNewestFirst: true });
  }
}

const present = (line: Line): Version[] =>
  line.zoho.visible().filter(({ isDeletion }) => !isDeletion);

const byTimeAndId = (a: Version, b: Version): number => a.at - b.at || (a.id < b.id ? -1 : 1);

/** Sorting is stable, so that ties stay in the order of creation. */
const byTime = (a: Version, b: Version): number => a.at - b.at;

export const rowOf = ({ id, at, createdAt, content }: Version): SourceRow => ({
  id,
  at,
  createdAt,
  content,
  record: {},
});

export const deletionOf = ({ id, at, content }: Version): SourceRow => ({
  id,
  at,
  content,
  outcome: "deleted",
  record: {},
});

/** The rows of a page as they are after a second call, where there is one. */
function completed(line: Line, { isInTwoParts }: Listing, rows: readonly Version[]): SourceRow[] {
  if (!isInTwoParts || rows.length === 0) return rows.map(rowOf);
  const { seen } = line.call(() => new Map(present(line).map((version) => [version.id, version])));
  return rows.flatMap((row) => {
    const now = seen.get(row.id);
    const isShown = now === row || (now && Number(now.content) % 2 === 0);
    return isShown ? [rowOf(now)] : [];
  });
}

/** Rows come after a place in the order (time, id); a page may be shorter than was asked for. */
function byKey(line: Line, listing: Listing): ReadByKey {
  return async ({ from, end = Number.POSITIVE_INFINITY, after, limit }) => {
    const size = Math.min(limit, listing.pageSize);
    const { seen, zohoTimeMs } = line.call(() =>
      present(line)
        .filter(({ at, id }) => !after || at > after.at || (at === after.at && id > after.id))
        .filter(({ at }) => at >= from && at < end)
        .sort(byTimeAndId),
    );
    const page = seen.slice(0, size);
    const last = page.at(-1);
    return {
      rows: completed(line, listing, page),
      hasMore: seen.length > size,
      zohoTimeMs,
      ...(last && { last: { at: last.at, id: last.id } }),
    };
  };
}

/** The token says how many rows of the list were read, whatever has become of them. */
function byToken(line: Line, listing: Listing): ReadByToken {
  const { pageSize, isTiedByCreation, hasSecondBefore } = listing;
  return async ({ from, token }) => {
    const isRefused = token !== undefined && line.isTokenRefusedNext;
    const least = hasSecondBefore ? from - 1 : from;
    const { seen, zohoTimeMs } = line.call(() =>
      present(line)
        .filter(({ at }) => at >= least)
        .sort(isTiedByCreation ? byTime : byTimeAndId),
    );
    const [listed, counted] = (token ?? `${from}/0`).split("/");
    if (isRefused || listed !== String(from) || !/^\d+$/.test(counted ?? "")) return undefined;
    const end = Number(counted) + pageSize;
    const page = seen.slice(Number(counted), end);
    const last = page.at(-1);
    return {
      rows: completed(line, listing, page),
      zohoTimeMs,
      ...(last && { lastAt: last.at }),
      ...{ held: page.filter(({ at }) => at <= from).length },
      ...(seen.length > end && { nextToken: `${from}/${end}` }),
    };
  };
}

function byNumber(line: Line, { kind, isTiedByCreation }: Listing): ReadByNumber {
  const order = isTiedByCreation ? byTime : byTimeAndId;
  const list = (): SourceRow[] => {
    if (kind === "scan") return present(line).map(rowOf);
    if (kind === "newestFirst") return present(line).sort(order).reverse().map(rowOf);
    const deleted = line.zoho.visible().filter(({ isDeletion }) => isDeletion);
    return deleted.sort(order).reverse().map(deletionOf);
  };
  return async ({ page, perPage }) => {
    const { seen, zohoTimeMs } = line.call(list);
    const end = page * perPage;
    return { rows: seen.slice(end - perPage, end), hasMore: seen.length > end, zohoTimeMs };
  };
}
