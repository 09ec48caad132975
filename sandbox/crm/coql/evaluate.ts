import type { JsonObject } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import type { SortKey } from "../../state/sortedRecords";
import type { Query } from "./ast";
import { resolveColumn } from "./columns";
import { compareBy, compileWhere } from "./conditions";

interface Result {
  rows: JsonObject[];
  more: boolean;
}

/** The kept order that is the wanted one, so that reading can stop at the last row asked for. */
function keptOrder({ orderBy }: Query): { sortKey: SortKey; descending: boolean } | undefined {
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

/** Records in the query's order; ties by rising id. */
function inOrder(state: SandboxState, module: Module, query: Query): Iterable<StoredRecord> {
  const store = state.store(module);
  const kept = keptOrder(query);
  if (kept) return store.sorted(kept.sortKey).walk(kept.descending);
  const orders = query.orderBy.map(({ path, descending }) => {
    const compare = compareBy(resolveColumn(state, module, path));
    return (a: StoredRecord, b: StoredRecord) => (descending ? -1 : 1) * compare(a, b);
  });
  return [...store.sorted("id").walk(false)].sort((a, b) => {
    for (const compare of orders) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Runs a checked query: the rows of its window, and whether there are more behind them. */
export function evaluate(state: SandboxState, module: Module, query: Query): Result {
  const fits = compileWhere(state, module, query.where);
  const columns = query.columns.map(({ path, alias }) => ({
    key: alias ?? path.text,
    column: resolveColumn(state, module, path),
  }));
  const rows: JsonObject[] = [];
  let toSkip = query.offset;
  for (const record of inOrder(state, module, query)) {
    if (!fits(record)) continue;
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    if (rows.length === query.limit) return { rows, more: true };
    const row: JsonObject = {};
    for (const { key, column } of columns) row[key] = column.render(record);
    rows.push({ ...row, id: record.id });
  }
  return { rows, more: false };
}
