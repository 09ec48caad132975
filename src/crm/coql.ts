import { InputError, RejectedError } from "../client/errors/errors";
import { pages } from "../client/pages";
import type { ZohoReply } from "../client/request";
import { COQL, CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { infoIn, listIn } from "./envelope";

export type Row = Record<string, unknown>;

/**
 * The rows of one COQL query, as Zoho limits it; none for an empty answer.
 * https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
 */
export async function runQuery(client: CrmClient, query: string): Promise<Row[]> {
  const { rows } = await readRows(client, query);
  return rows;
}

/**
 * All rows of a COQL query, page by page through OFFSET up to Zoho's 100,000. A LIMIT in the query caps the
 * total, an OFFSET is where it starts, and a query without ORDER BY gets one by id, so that pages neither
 * overlap nor leave gaps. When Zoho holds more, a warning names keyset paging.
 */
export async function runFullQuery(client: CrmClient, query: string): Promise<Row[]> {
  const { text, limit = Number.POSITIVE_INFINITY, offset } = splitQuery(query);
  if (offset >= COQL.maxRowsByOffset) {
    throw new InputError("Query", `has an OFFSET beyond Zoho's ${COQL.maxRowsByOffset} rows.`);
  }
  if (limit === 0) return [];
  const end = Math.min(offset + limit, COQL.maxRowsByOffset);
  const rows: Row[] = [];
  let isComplete = false;
  const first = { page: 0, offset, maxSize: Number.POSITIVE_INFINITY };
  for await (const found of pages(first, (cursor) => readOffsetPage(client, text, end, cursor))) {
    rows.push(...found.rows);
    isComplete = found.isComplete;
  }
  if (!isComplete && rows.length < limit) warnOfCeiling(client, rows.length);
  return rows;
}

interface OffsetCursor {
  /** Pages read so far. */
  page: number;
  offset: number;
  /** As Zoho named it when it refused a larger page. */
  maxSize: number;
}

/** The page at an offset; without rows where Zoho refused its size or reaches no further. */
async function readOffsetPage(
  client: CrmClient,
  text: string,
  end: number,
  { page, offset, maxSize }: OffsetCursor,
): Promise<{ rows: Row[]; isComplete: boolean; next?: OffsetCursor }> {
  const size = Math.min(pageSize(page), maxSize, end - offset);
  const found = await readRows(client, `${text} limit ${size} offset ${offset}`).catch(
    toExceededLimit,
  );
  if ("most" in found) {
    const { of: clause, most, error } = found;
    if (clause === "limit" && most > 0 && most < size) {
      return { rows: [], isComplete: false, next: { page, offset, maxSize: most } };
    }
    if (clause !== "offset" || page === 0) throw error;
    return { rows: [], isComplete: false };
  }
  const { rows, moreRecords } = found;
  const next = { page: page + 1, offset: offset + rows.length, maxSize };
  const goesOn = moreRecords && rows.length > 0 && next.offset < end;
  return { rows, isComplete: !moreRecords, next: goesOn ? next : undefined };
}

/** Small at first, since Zoho charges by what is asked for. */
const pageSize = (page: number): number =>
  COQL.pageSizes[Math.min(page, COQL.pageSizes.length - 1)] ?? CRM_LIST.maxRecordsPerPage;

/** A limit of Zoho's that a page ran into; every other error is thrown on. */
function toExceededLimit(error: unknown): { of: string; most: number; error: Error } {
  if (error instanceof RejectedError && error.limit && error.code === "ZOHO_LIMIT_EXCEEDED") {
    return { ...error.limit, error };
  }
  throw error;
}

/** The rows of one query as Zoho gives them, with the reply that they came in. */
export async function readRows(
  client: CrmClient,
  query: string,
  hints: readonly string[] = [],
): Promise<{ rows: Row[]; moreRecords: boolean; reply: ZohoReply }> {
  if (query.trim() === "") throw new InputError("Query", "is empty.");
  const reply = await client.request({
    method: "POST",
    path: "/coql",
    payload: { kind: "json", value: { select_query: query } },
    isRead: true,
    hints,
  });
  const moreRecords = infoIn(reply)?.more_records === true;
  return { rows: listIn(reply, "data"), moreRecords, reply };
}

function warnOfCeiling(client: CrmClient, count: number): void {
  client.logger.warn(
    `The query has more than the ${count} rows returned, and OFFSET reaches no further. Go on by keyset ` +
      "paging: order by id, and repeat the query with the condition id > 'the last id'.",
  );
}

/** A query without its LIMIT and OFFSET, ordered, and what they were. */
function splitQuery(query: string): { text: string; limit?: number; offset: number } {
  const trimmed = query.trim().replace(/;\s*$/, "");
  // Neither texts nor what stands in brackets can be a clause of the query: blanked out at equal length.
  const outside = blankBrackets(
    trimmed.replace(/'(?:[^'\\]|\\.)*'/g, (quoted) => "'".repeat(quoted.length)),
  );
  const tail =
    /(?:\s+|(?<=\)))limit\s+(\d+)(?:\s*,\s*(\d+)|\s+offset\s+(\d+))?\s*$|(?:\s+|(?<=\)))offset\s+(\d+)\s*$/i;
  const found = tail.exec(outside);
  const text = trimmed.slice(0, found?.index ?? trimmed.length);
  const [, first, second, afterLimit, alone] = found ?? [];
  // "limit M, N" skips M rows and returns N.
  const limit = second ?? first;
  const offset = (second === undefined ? afterLimit : first) ?? alone ?? "0";
  const ordered = /\b(order|group)\s+by\b/i.test(outside) || AGGREGATE.test(outside);
  return {
    text: ordered ? text : `${text} order by id asc`,
    ...(limit !== undefined && { limit: Number(limit) }),
    offset: Number(offset),
  };
}

/** The text with blanks for what stands within brackets. */
function blankBrackets(text: string): string {
  let depth = 0;
  return [...text]
    .map((character) => {
      if (character === ")") depth -= 1;
      const shown = depth > 0 ? " ".repeat(character.length) : character;
      if (character === "(") depth += 1;
      return shown;
    })
    .join("");
}

/** Rows of aggregates have no id to be ordered by. */
const AGGREGATE = /^\s*select\b.*\b(sum|min|max|avg|count)\s*\(.*\bfrom\b/is;
