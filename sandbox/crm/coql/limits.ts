import type { Variants } from "../../state/variants";
import { duplicateAlias, duplicateColumn, queryLimit } from "../errors";
import type { Condition, Expression, Query } from "./ast";

const MAX_CRITERIA = 25;
const MAX_ORDER_BY = 10;

const conditions = (expression: Expression): Condition[] =>
  expression.kind === "condition"
    ? [expression]
    : [...conditions(expression.left), ...conditions(expression.right)];

function checkWhere(where: Expression, variants: Variants): void {
  const all = conditions(where);
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
  const texts = new Set<string>();
  const aliases = new Set<string>();
  for (const { path, alias, aggregate } of columns) {
    const text = aggregate ? `${aggregate}(${path.text})` : path.text;
    if (texts.has(text)) throw duplicateColumn(text, Number(variants.coqlDuplicateStatus));
    if (alias !== undefined && aliases.has(alias)) throw duplicateAlias(alias);
    texts.add(text);
    if (alias !== undefined) aliases.add(alias);
  }
}

/** The numbers of facts 4's first table. */
export function checkLimits(query: Query, variants: Variants): void {
  const maxRows = Number(variants.coqlRows);
  const maxOffset = Number(variants.coqlOffset);
  if (query.limit > maxRows) throw queryLimit("limit", maxRows);
  if (query.offset + query.limit > maxOffset) throw queryLimit("offset", maxOffset);
  if (query.orderBy.length > MAX_ORDER_BY) throw queryLimit("order by", MAX_ORDER_BY);
  checkWhere(query.where, variants);
  checkColumns(query, variants);
}
