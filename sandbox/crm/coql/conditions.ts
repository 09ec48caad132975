import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType } from "../../state/schema/field";
import type { Module } from "../../state/schema/modules";
import { invalidColumnValue, invalidOperator, unsupportedType } from "../errors";
import type { Condition, Expression, Operator } from "./ast";
import { type ResolvedColumn, resolveColumn } from "./columns";
import { type Comparable, comparable, literalValue } from "./values";

export type Predicate = (record: StoredRecord) => boolean;

const NULLS: Operator[] = ["is null", "is not null"];
const SETS: Operator[] = ["=", "!=", "in", "not in", ...NULLS];
const TEXTS: Operator[] = [...SETS, "like", "not like"];
const ORDERED: Operator[] = [...SETS, ">", ">=", "<", "<=", "between", "not between"];

/** The operators that each type supports (facts 4). WHERE does not support text areas. */
const OPERATORS: Partial<Record<DataType, Operator[]>> = {
  text: TEXTS,
  email: TEXTS,
  phone: TEXTS,
  website: TEXTS,
  picklist: TEXTS,
  autonumber: TEXTS,
  multiselectpicklist: SETS,
  integer: ORDERED,
  bigint: ORDERED,
  double: ORDERED,
  currency: ORDERED,
  percent: ORDERED,
  formula: ORDERED,
  rollup_summary: ORDERED,
  date: ORDERED,
  datetime: ORDERED,
  lookup: SETS,
  ownerlookup: SETS,
  userlookup: SETS,
  multi_module_lookup: SETS,
  boolean: ["="],
};

/** `x%`, `%x` or `%x%` as a test; `%` stands for any text. */
function likePredicate(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split("%");
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${escaped.join(".*")}$`, "s");
  return (text) => expression.test(text);
}

/** A comparison of one value that is there; null never fits anything but `is null`. */
function comparison(operator: Operator, values: Comparable[]): (value: Comparable) => boolean {
  const [first = "", second = ""] = values;
  const set = new Set(values);
  switch (operator) {
    case "=":
      return (value) => value === first;
    case "!=":
      return (value) => value !== first;
    case ">":
      return (value) => value > first;
    case ">=":
      return (value) => value >= first;
    case "<":
      return (value) => value < first;
    case "<=":
      return (value) => value <= first;
    case "in":
      return (value) => set.has(value);
    case "not in":
      return (value) => !set.has(value);
    case "between":
      return (value) => value >= first && value <= second;
    case "not between":
      return (value) => value < first || value > second;
    case "like":
    case "not like": {
      const isLike = likePredicate(String(first));
      return (value) => isLike(String(value)) === (operator === "like");
    }
    default:
      return () => false;
  }
}

function checkOperator(column: ResolvedColumn, { operator, values }: Condition): void {
  const allowed = OPERATORS[column.dataType];
  if (!allowed) throw unsupportedType(column.text, column.dataType);
  if (!allowed.includes(operator)) throw invalidOperator(column.text, operator);
  const isContains = /^%.*%$/s.test(values[0]?.text ?? "");
  if (operator === "not like" && !isContains) throw invalidOperator(column.text, operator);
}

function compileCondition(state: SandboxState, module: Module, condition: Condition): Predicate {
  const column = resolveColumn(state, module, condition.path);
  checkOperator(column, condition);
  const { dataType, read } = column;
  if (condition.operator === "is null")
    return (record) => comparable(dataType, read(record)) === null;
  if (condition.operator === "is not null") {
    return (record) => comparable(dataType, read(record)) !== null;
  }
  const values = condition.values.map((literal) => {
    const value = literalValue(state, dataType, literal);
    if (value === undefined) throw invalidColumnValue(column.text, dataType);
    return value;
  });
  const matches = comparison(condition.operator, values);
  return (record) => {
    const value = comparable(dataType, read(record));
    return value !== null && matches(value);
  };
}

/** Turns WHERE into a predicate; throws on an invalid column, operator or value. */
export function compileWhere(
  state: SandboxState,
  module: Module,
  expression: Expression,
): Predicate {
  if (expression.kind === "condition") return compileCondition(state, module, expression);
  const left = compileWhere(state, module, expression.left);
  const right = compileWhere(state, module, expression.right);
  return expression.kind === "and"
    ? (record) => left(record) && right(record)
    : (record) => left(record) || right(record);
}
