import type { CrmClient } from "../client/crmClient";
import { InputError, RejectedError } from "../client/errors";
import { COQL } from "../limits";
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
export async function runWholeQuery(client: CrmClient, query: string): Promise<Row[]> {
  const { text, limit, offset } = takeApart(query);
  if (offset >= COQL.maxRowsByOffset) {
    throw new InputError("Query", `has an OFFSET beyond Zoho's ${COQL.maxRowsByOffset} rows.`);
  }
  const cap = Math.min(limit ?? Number.POSITIVE_INFINITY, COQL.maxRowsByOffset - offset);
  const rows: Row[] = [];
  for (let page = 0; rows.length < cap; page += 1) {
    const most = COQL.pageSizes[page] ?? COQL.pageSizes[COQL.pageSizes.length - 1] ?? 200;
    const size = Math.min(most, cap - rows.length);
    const place = `limit ${size} offset ${offset + rows.length}`;
    const found = await readRows(client, `${text} ${place}`).catch((error: unknown) => {
      if (isCeiling(error) && rows.length > 0) return undefined;
      throw error;
    });
    for (const row of found?.rows ?? []) rows.push(row);
    if (found && !found.moreRecords) return rows;
    if (found?.rows.length === 0 || !found) break;
  }
  if (rows.length < (limit ?? Number.POSITIVE_INFINITY)) warnOfCeiling(client, rows.length);
  return rows;
}

async function readRows(
  client: CrmClient,
  query: string,
): Promise<{ rows: Row[]; moreRecords: boolean }> {
  if (query.trim() === "") throw new InputError("Query", "is empty.");
  const reply = await client.request({
    method: "POST",
    path: "/coql",
    payload: { kind: "json", value: { select_query: query } },
    isRead: true,
    repeatable: true,
  });
  return { rows: listIn(reply, "data"), moreRecords: infoIn(reply)?.more_records === true };
}

const isCeiling = (error: unknown): boolean =>
  error instanceof RejectedError && error.code === "ZOHO_LIMIT_EXCEEDED";

function warnOfCeiling(client: CrmClient, count: number): void {
  client.logger.warn(
    `The query has more than the ${count} rows returned, and OFFSET reaches no further. Go on by keyset ` +
      "paging: order by id, and repeat the query with the condition id > 'the last id'.",
  );
}

/** A query without its LIMIT and OFFSET, ordered, and what they were. */
function takeApart(query: string): { text: string; limit?: number; offset: number } {
  const trimmed = query.trim().replace(/;\s*$/, "");
  // Nothing inside quotes can be a clause: same length, so that places stay the same.
  const bare = trimmed.replace(/'(?:[^'\\]|\\.)*'/g, (quoted) => "'".repeat(quoted.length));
  const tail = /\s+limit\s+(\d+)(?:\s*,\s*(\d+)|\s+offset\s+(\d+))?\s*$|\s+offset\s+(\d+)\s*$/i;
  const found = tail.exec(bare);
  const text = trimmed.slice(0, found?.index ?? trimmed.length);
  const [, first, second, afterLimit, alone] = found ?? [];
  // "limit M, N" skips M rows and returns N.
  const limit = second ?? first;
  const offset = (second === undefined ? afterLimit : first) ?? alone ?? "0";
  const ordered =
    /\border\s+by\b/i.test(bare) || /\bgroup\s+by\b/i.test(bare) || AGGREGATE.test(bare);
  return {
    text: ordered ? text : `${text} order by id asc`,
    ...(limit !== undefined && { limit: Number(limit) }),
    offset: Number(offset),
  };
}

/** Rows of aggregates have no id to be ordered by. */
const AGGREGATE = /^\s*select\b.*\b(sum|min|max|avg|count)\s*\(.*\bfrom\b/is;
