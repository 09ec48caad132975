import { moduleSegment } from "../../client/path";
import { getServerTimeMs } from "../../client/zohoClient";
import { COQL } from "../../limits";
import { chunk } from "../../shared/collections";
import { isoSeconds, toSecond } from "../../shared/time";
import type { KeysetCursor } from "../../sync/sources";
import type { CrmClient } from "../client";
import { columnGroups, readInGroups, VERSION } from "../columnGroups";
import { type Row, readRows } from "../coql";
import type { ChangeQuery } from "./readPlan";

/** A range of a module in the order of time and id. */
export interface KeysetRange {
  from: number;
  end?: number;
  after?: KeysetCursor;
  limit: number;
}

export interface QueryPage {
  rows: Row[];
  /** The last row of the page, even if it was edited meanwhile and left out. */
  last?: KeysetCursor;
  hasMore: boolean;
  zohoTimeMs: number;
  /** By Zoho's price list, which depends on LIMIT. */
  credits: number;
}

const HINTS = ["The Filter of the trigger is part of the query."];

/**
 * Rows of a module by COQL, in groups of columns if there are too many for one query. A row edited
 * between two queries is read again, and left out if it was edited once more: the next window has
 * it. https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
 */
export async function queryPage(
  client: CrmClient,
  changeQuery: ChangeQuery,
  columns: readonly string[],
  { maxColumns, ...range }: KeysetRange & { maxColumns: number },
): Promise<QueryPage> {
  const [first = [], ...others] = columnGroups(columns, maxColumns - 1);
  const where = [...rangeConditions(range), ...alwaysFor(changeQuery)];
  const tail = `order by ${VERSION} asc, id asc limit ${range.limit}`;
  let credits = 0;
  const ask = (group: readonly string[], conditions: readonly string[]) => {
    credits += queryCredits(range.limit);
    const names = group.join(", ");
    const query = `select ${names} from ${moduleSegment(changeQuery.module)} where ${inPairs(conditions)} ${tail}`;
    return readRows(client, query, changeQuery.filter === "" ? [] : HINTS);
  };
  const readUnder = (conditions: readonly string[]) => async (group: readonly string[]) =>
    (await ask(group, conditions)).rows;
  const { rows, moreRecords, reply } = await ask(first, where);
  const { whole, edited, missing } = await readInGroups(rows, others, readUnder(where));
  for (const ids of chunk([...edited, ...missing], COQL.maxIdsInCondition)) {
    const these = [isOneOf(ids), ...alwaysFor(changeQuery)];
    const read = readUnder(these);
    const again = await readInGroups(await read(first), others, read);
    for (const [id, row] of again.whole) whole.set(id, row);
  }
  // Reading cannot continue from a row without a time.
  const last = rows.findLast((row) => !Number.isNaN(toSecond(row[VERSION])));
  return {
    rows: rows.map(({ id }) => whole.get(String(id))).filter((row) => row !== undefined),
    ...(last && { last: { at: toSecond(last[VERSION]), id: String(last.id) } }),
    hasMore: moreRecords,
    zohoTimeMs: getServerTimeMs(reply, Date.now()),
    credits,
  };
}

/** Those of the records that match the conditions of every query. */
export async function fittingIds(
  client: CrmClient,
  changeQuery: ChangeQuery,
  ids: readonly string[],
): Promise<{ ids: string[]; credits: number }> {
  const found: string[] = [];
  let credits = 0;
  for (const part of chunk(ids, COQL.maxIdsInCondition)) {
    const where = inPairs([isOneOf(part), ...alwaysFor(changeQuery)]);
    const query = `select id from ${moduleSegment(changeQuery.module)} where ${where} limit ${COQL.pageSizes[0]}`;
    const { rows } = await readRows(client, query, HINTS);
    credits += 1;
    found.push(...rows.map(({ id }) => String(id)));
  }
  return { ids: found, credits };
}

const isOneOf = (ids: readonly string[]): string =>
  `id in (${ids.map((id) => `'${id}'`).join(", ")})`;

const queryCredits = (limit: number): number =>
  1 + COQL.pageSizes.filter((size) => limit > size).length;

const rangeConditions = ({ from, end, after }: KeysetRange): string[] => [
  `${VERSION} >= '${isoSeconds(after?.at ?? from)}'`,
  ...(end === undefined ? [] : [`${VERSION} < '${isoSeconds(end)}'`]),
  ...(after ? [`(${VERSION} > '${isoSeconds(after.at)}' or id > '${after.id}')`] : []),
];

/** The conditions of every query. Lists leave converted leads out, queries do not. */
const alwaysFor = ({ module, includeConverted, filter }: ChangeQuery): string[] => [
  ...(module === "Leads" && !includeConverted ? ["Converted__s = 'false'"] : []),
  ...(filter === "" ? [] : [`(${filter})`]),
];

/** Zoho requires brackets around pairs of conditions. */
const inPairs = (conditions: readonly string[]): string =>
  conditions.reduce((all, one) => `(${all} and ${one})`);
