import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { getPosition, type Position, type SortKey } from "../../state/sortedRecords";
import type { Predicate } from "../operators";
import type { Query } from "./ast";
import { resolveColumn } from "./columns";
import { getRange, type Range } from "./range";
import { comparable, sortByKeys } from "./values";

/** The records that a query reads: those of the module that match. */
export interface Source {
  state: SandboxState;
  module: Module;
  matches: Predicate;
}

interface IndexOrder {
  sortKey: SortKey;
  descending: boolean;
}

/** The index with the order of the query, if any; it lets reading stop at the limit. */
function indexOrder({ orderBy }: Query): IndexOrder | undefined {
  const [first, second, ...others] = orderBy;
  if (!first) return { sortKey: "id", descending: false };
  if (others.length > 0) return undefined;
  const { descending } = first;
  if (first.path.text === "id" && !second) return { sortKey: "id", descending };
  const isTime = first.path.text === "Created_Time" || first.path.text === "Modified_Time";
  const tiesById = second
    ? second.path.text === "id" && second.descending === descending
    : !descending;
  return isTime && tiesById ? { sortKey: first.path.text as SortKey, descending } : undefined;
}

/** The index position just before the first record of the range. */
function getStart({ sortKey, descending }: IndexOrder, { low, high }: Range): Position | undefined {
  if (sortKey === "id") {
    if (descending || low === undefined) return undefined;
    return { key: 0, id: String(BigInt(low) - 1n).padStart(19, "0") };
  }
  if (descending) return high === undefined ? undefined : { key: Number(high), id: "~" };
  return low === undefined ? undefined : { key: Number(low) - 1, id: "" };
}

/** The records of the range in index order; a range of ids sets only the start. */
function* walkRange({ state, module }: Source, query: Query, order: IndexOrder) {
  const { sortKey, descending } = order;
  const dataType = sortKey === "id" ? "bigint" : "datetime";
  const range = getRange(state, query.where, sortKey, dataType);
  const end = sortKey === "id" ? undefined : descending ? range.low : range.high;
  const { apiName } = module;
  const start = getStart(order, range);
  const walk = state.listView.walk(apiName, state.store(module), sortKey, descending, start);
  for (const record of walk) {
    if (end !== undefined) {
      const { key } = getPosition(record, sortKey);
      if (descending ? key < Number(end) : key > Number(end)) return;
    }
    yield record;
  }
}

function* matching(records: Iterable<StoredRecord>, matches: Predicate): Generator<StoredRecord> {
  for (const record of records) if (matches(record)) yield record;
}

/** The matching records by ascending id. */
export const recordsById = (source: Source, query: Query): Iterable<StoredRecord> =>
  matching(walkRange(source, query, { sortKey: "id", descending: false }), source.matches);

/** The matching records in the order of the query, then by ascending id. */
export function recordsInOrder(source: Source, query: Query): Iterable<StoredRecord> {
  const index = indexOrder(query);
  if (index) return matching(walkRange(source, query, index), source.matches);
  const columns = query.orderBy.map(({ path }) => resolveColumn(source.state, source.module, path));
  return sortByKeys(
    recordsById(source, query),
    (record) => columns.map(({ dataType, read }) => comparable(dataType, read(record))),
    query.orderBy.map(({ descending }) => descending),
  );
}
