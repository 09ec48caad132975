import type { JsonObject } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import { RequestError, unsupportedType } from "../errors";
import { aggregateColumn, type GroupColumn } from "./aggregates";
import { type ColumnPath, type Query, type Term, termText } from "./ast";
import { resolveColumn } from "./columns";
import { recordsById, type Source } from "./source";
import { comparable, sortByKeys } from "./values";

type Group = readonly StoredRecord[];

export const isGrouped = ({ columns, groupBy, orderBy }: Query): boolean =>
  groupBy.length > 0 || [...columns, ...orderBy].some(({ aggregate }) => aggregate !== undefined);

const ungroupedColumn = (text: string): RequestError =>
  new RequestError(400, "INVALID_QUERY", "invalid query formed", {
    column_name: text,
    reason: "column is neither grouped nor aggregated",
  });

/** A GROUP BY column; all records of a group have the same value. */
function sharedColumn({ state, module }: Source, path: ColumnPath): GroupColumn {
  const { dataType, read, render } = resolveColumn(state, module, path);
  if (dataType === "textarea") throw unsupportedType(path.text, dataType);
  return {
    order: ([first]) => (first ? comparable(dataType, read(first)) : null),
    render: ([first]) => (first ? render(first) : null),
  };
}

function groupColumn(source: Source, { groupBy }: Query, term: Term): GroupColumn {
  const { path, aggregate } = term;
  if (aggregate) {
    return aggregateColumn(resolveColumn(source.state, source.module, path), aggregate);
  }
  const column = sharedColumn(source, path);
  if (!groupBy.some(({ text }) => text === path.text)) throw ungroupedColumn(path.text);
  return column;
}

/** The groups by lowest id; without GROUP BY all records are one group. */
function groupRecords(source: Source, query: Query): Group[] {
  const columns = query.groupBy.map((path) => sharedColumn(source, path));
  const records = recordsById(source, query);
  if (columns.length === 0) return [[...records]];
  const groups = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const key = JSON.stringify(columns.map(({ order }) => order([record])));
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}

/**
 * Functions that render the sorted rows of a query with aggregates or GROUP BY; rows have no id.
 */
export function groupedRows(source: Source, query: Query): (() => JsonObject)[] {
  const columns = query.columns.map((column) => ({
    key: column.alias ?? termText(column),
    ...groupColumn(source, query, column),
  }));
  const orders = query.orderBy.map((order) => groupColumn(source, query, order));
  const sorted = sortByKeys(
    groupRecords(source, query),
    (group) => orders.map(({ order }) => order(group)),
    query.orderBy.map(({ descending }) => descending),
  );
  return sorted.map(
    (group) => () => Object.fromEntries(columns.map(({ key, render }) => [key, render(group)])),
  );
}
