import { moduleSegment } from "../../client/path";
import { getServerTimeMs } from "../../client/zohoClient";
import { COQL } from "../../limits";
import { chunk } from "../../shared/collections";
import { isoSeconds, toSecond } from "../../shared/time";
import type { KeysetCursor } from "../../sync/sources";
import type { CrmClient } from "../client";
import { columnGroups, VERSION } from "../columnGroups";
import { type Row, readRows } from "../coql";
import type { ChangeQuery } from "./readPlan";

/** A stretch of a module in the order of time and id. */
export interface KeysetRange {
  from: number;
  end?: number;
  after?: KeysetCursor;
  limit: number;
}

export interface QueryPage {
  rows: Row[];
  /** The last row that Zoho gave, also when it was edited meanwhile and left out. */
  last?: KeysetCursor;
  hasMore: boolean;
  zohoTimeMs: number;
  /** By Zoho's price list, which goes by LIMIT. */
  credits: number;
}

const HINTS = ["The Filter of the trigger is a part of the query."];

/**
 * Rows of a module by COQL, in groups of columns where there are too many for one query. A row that was
 * edited between the queries of two groups is asked for again, and left out when it was edited once more: the
 * next window has it. https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
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
  const { rows, moreRecords, reply } = await ask(first, where);
  const merged = new GroupedRows(rows);
  for (const group of others) merged.add((await ask(group, where)).rows);
  for (const ids of chunk(merged.torn, COQL.maxIdsInCondition)) {
    const these = [isOneOf(ids), ...alwaysFor(changeQuery)];
    const anew = new GroupedRows((await ask(first, these)).rows);
    for (const group of others) anew.add((await ask(group, these)).rows);
    merged.replace(anew);
  }
  // A row without a time is nothing to go on from.
  const last = rows.findLast((row) => !Number.isNaN(toSecond(row[VERSION])));
  return {
    rows: merged.whole(),
    ...(last && { last: { at: toSecond(last[VERSION]), id: String(last.id) } }),
    hasMore: moreRecords,
    zohoTimeMs: getServerTimeMs(reply, Date.now()),
    credits,
  };
}

/** Those of the records that fit what every row has to fit. */
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

/** Rows put together from groups of columns. */
class GroupedRows {
  readonly #rows: Map<string, Row>;
  readonly #torn = new Set<string>();

  constructor(rows: readonly Row[]) {
    this.#rows = new Map(rows.map((row) => [String(row.id), row]));
  }

  add(parts: readonly Row[]): void {
    const byId = new Map(parts.map((part) => [String(part.id), part]));
    for (const [id, row] of this.#rows) {
      const part = byId.get(id);
      if (!part || part[VERSION] !== row[VERSION]) this.#torn.add(id);
      else this.#rows.set(id, { ...row, ...part });
    }
  }

  get torn(): string[] {
    return [...this.#torn];
  }

  /** Takes over the rows that came whole the second time. */
  replace(anew: GroupedRows): void {
    for (const row of anew.whole()) {
      this.#rows.set(String(row.id), row);
      this.#torn.delete(String(row.id));
    }
  }

  whole(): Row[] {
    return [...this.#rows.values()].filter(({ id }) => !this.#torn.has(String(id)));
  }
}

const rangeConditions = ({ from, end, after }: KeysetRange): string[] => [
  `${VERSION} >= '${isoSeconds(after?.at ?? from)}'`,
  ...(end === undefined ? [] : [`${VERSION} < '${isoSeconds(end)}'`]),
  ...(after ? [`(${VERSION} > '${isoSeconds(after.at)}' or id > '${after.id}')`] : []),
];

/** What every row has to fit. Lists leave converted leads out, queries do not. */
const alwaysFor = ({ module, includeConverted, filter }: ChangeQuery): string[] => [
  ...(module === "Leads" && !includeConverted ? ["Converted__s = 'false'"] : []),
  ...(filter === "" ? [] : [`(${filter})`]),
];

/** Zoho wants brackets around pairs of conditions. */
const inPairs = (conditions: readonly string[]): string =>
  conditions.reduce((all, one) => `(${all} and ${one})`);
