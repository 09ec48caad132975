import type { Variants } from "../../state/variants";
import { duplicateAlias, duplicateColumn, queryLimit } from "../errors";
import { type ColumnPath, type Condition, type Expression, type Query, termText } from "./ast";

const MAX_CRITERIA = 25;
const MAX_ORDER_BY = 10;
const MAX_GROUP_BY = 4;
const MAX_AGGREGATES = 5;
const MAX_BASE_JOINS = 5;
const MAX_SELECT_JOINS = 15;

const conditions = (expression: Expression): Condition[] =>
  expression.kind === "condition"
    ? [expression]
    : [...conditions(expression.left), ...conditions(expression.right)];

function checkWhere(all: readonly Condition[], variants: Variants): void {
  if (all.length > MAX_CRITERIA) throw queryLimit("criteria", MAX_CRITERIA);
  const maxValues = Number(variants.coqlInValues);
  const isTooLong = all.some(
    ({ operator, values }) => /in$/.test(operator) && values.length > maxValues,
  );
  if (isTooLong) throw queryLimit("in", maxValues);
}

function checkColumns({ columns }: Query, variants: Variants): void {
  const maxColumns = Number(variants.coqlColumns);
  if (columns.length > maxColumns) throw queryLimit("select", maxColumns);
  const aggregates = columns.filter(({ aggregate }) => aggregate !== undefined);
  if (aggregates.length > MAX_AGGREGATES) throw queryLimit("aggregate", MAX_AGGREGATES);
  const texts = new Set<string>();
  const aliases = new Set<string>();
  for (const column of columns) {
    const text = termText(column);
    const { alias } = column;
    if (texts.has(text)) throw duplicateColumn(text, Number(variants.coqlDuplicateStatus));
    if (alias !== undefined && aliases.has(alias)) throw duplicateAlias(alias);
    texts.add(text);
    if (alias !== undefined) aliases.add(alias);
  }
}

/** The number of distinct lookups in the paths: `A.B.C` has `A` and `A.B`. */
function countJoins(paths: readonly ColumnPath[]): number {
  const joins = paths.flatMap(({ names, through = "" }) =>
    names.slice(1).map((_, hop) => `${through}>${names.slice(0, hop + 1).join(".")}`),
  );
  return new Set(joins).size;
}

/** Joins in WHERE, ORDER BY and GROUP BY have one limit, joins in SELECT another. */
function checkJoins({ columns, groupBy, orderBy }: Query, where: readonly Condition[]): void {
  const base = [...where, ...orderBy].map(({ path }) => path);
  if (countJoins([...base, ...groupBy]) > MAX_BASE_JOINS) throw queryLimit("joins", MAX_BASE_JOINS);
  const joinsShown = countJoins(columns.map(({ path }) => path));
  if (joinsShown > MAX_SELECT_JOINS) throw queryLimit("joins", MAX_SELECT_JOINS);
}

/** Checks the limits in the first table of facts 4. */
export function checkLimits(query: Query, variants: Variants): void {
  const where = conditions(query.where);
  const maxRows = Number(variants.coqlRows);
  const maxOffset = Number(variants.coqlOffset);
  if (query.limit > maxRows) throw queryLimit("limit", maxRows);
  if (query.offset + query.limit > maxOffset) throw queryLimit("offset", maxOffset);
  if (query.orderBy.length > MAX_ORDER_BY) throw queryLimit("order by", MAX_ORDER_BY);
  if (query.groupBy.length > MAX_GROUP_BY) throw queryLimit("group by", MAX_GROUP_BY);
  checkWhere(where, variants);
  checkColumns(query, variants);
  checkJoins(query, where);
}
