import type { SandboxState } from "../../state/sandboxState";
import type { DataType } from "../../state/schema/field";
import type { Module } from "../../state/schema/modules";
import { invalidColumnValue, invalidOperator, unsupportedType } from "../errors";
import {
  allOf,
  anyOf,
  between,
  type Comparator,
  equals,
  greaterOrEqual,
  greaterThan,
  lessOrEqual,
  lessThan,
  not,
  oneOf,
  type Predicate,
} from "../operators";
import type { Condition, Expression, Operator } from "./ast";
import { type ResolvedColumn, resolveColumn } from "./columns";
import { comparable, literalValue } from "./values";

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

/** `x%`, `%x` or `%x%`; `%` matches any text. */
const like: Comparator = ([pattern = ""]) => {
  const parts = String(pattern).toLowerCase().split("%");
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${escaped.join(".*")}$`, "s");
  return (value) => expression.test(String(value));
};

const COMPARATORS: Record<Exclude<Operator, "is null" | "is not null">, Comparator> = {
  "=": equals,
  "!=": not(equals),
  ">": greaterThan,
  ">=": greaterOrEqual,
  "<": lessThan,
  "<=": lessOrEqual,
  in: oneOf,
  "not in": not(oneOf),
  between,
  "not between": not(between),
  like,
  "not like": not(like),
};

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
  const { operator } = condition;
  if (operator === "is null") return (record) => comparable(dataType, read(record)) === null;
  if (operator === "is not null") return (record) => comparable(dataType, read(record)) !== null;
  const values = condition.values.map((literal) => {
    const value = literalValue(state, dataType, literal);
    if (value === undefined) throw invalidColumnValue(column.text, dataType);
    return value;
  });
  const matches = COMPARATORS[operator](values);
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
  return expression.kind === "and" ? allOf([left, right]) : anyOf([left, right]);
}
