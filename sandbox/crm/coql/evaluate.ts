import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import type { Predicate } from "../operators";
import type { Order, Query } from "./ast";
import { resolveColumn } from "./columns";
import { compileWhere } from "./conditions";
import { groupedRows, isGrouped } from "./groups";
import { recordsInOrder, type Source } from "./source";

interface Result {
  rows: JsonObject[];
  more: boolean;
}

/** Applies LIMIT and OFFSET; `more` says whether items follow. */
function applyWindow<T>(
  items: Iterable<T>,
  { limit, offset }: Query,
): { items: T[]; more: boolean } {
  const taken: T[] = [];
  let toSkip = offset;
  for (const item of items) {
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    if (taken.length === limit) return { items: taken, more: true };
    taken.push(item);
  }
  return { items: taken, more: false };
}

/** ORDER BY with aliases replaced by their terms. */
function withoutAliases({ columns, orderBy }: Query): Order[] {
  return orderBy.map((order) => {
    const named = columns.find(({ alias }) => alias === order.path.text);
    if (!named || order.aggregate) return order;
    return { path: named.path, aggregate: named.aggregate, descending: order.descending };
  });
}

function plainRows(source: Source, query: Query): Result {
  const columns = query.columns.map(({ path, alias }) => ({
    key: alias ?? path.text,
    render: resolveColumn(source.state, source.module, path).render,
  }));
  const { items, more } = applyWindow(recordsInOrder(source, query), query);
  const rows = items.map((record) => {
    const row: JsonObject = {};
    for (const { key, render } of columns) row[key] = render(record);
    row.id = record.id;
    return row;
  });
  return { rows, more };
}

/** Runs a validated query; `more` says whether rows follow. */
export function evaluate(
  state: SandboxState,
  module: Module,
  parsed: Query,
  isInView: Predicate = () => true,
): Result {
  const query = { ...parsed, orderBy: withoutAliases(parsed) };
  const where = compileWhere(state, module, query.where);
  const source: Source = { state, module, matches: (record) => where(record) && isInView(record) };
  if (!isGrouped(query)) return plainRows(source, query);
  const { items, more } = applyWindow(groupedRows(source, query), query);
  return { rows: items.map((row) => row()), more };
}
