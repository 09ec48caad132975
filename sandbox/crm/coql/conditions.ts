import { isDate, parseTime } from "../../clock";
import { isIdShaped } from "../../state/ids";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType, StoredValue } from "../../state/schema/field";
import type { Module } from "../../state/schema/modules";
import { invalidColumnValue, invalidOperator, unsupportedType } from "../errors";
import type { Condition, Expression, Literal, Operator } from "./ast";
import { type ResolvedColumn, resolveColumn } from "./columns";

type Predicate = (record: StoredRecord) => boolean;
/** What two values are compared by. */
type Comparable = string | number;

const NULLS: Operator[] = ["is null", "is not null"];
const SETS: Operator[] = ["=", "!=", "in", "not in", ...NULLS];
const TEXTS: Operator[] = [...SETS, "like", "not like"];
const ORDERED: Operator[] = [...SETS, ">", ">=", "<", "<=", "between", "not between"];

/** The comparators of each type (facts 4). Textareas may not stand in WHERE. */
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
  date: ORDERED,
  datetime: ORDERED,
  lookup: SETS,
  ownerlookup: SETS,
  userlookup: SETS,
  multi_module_lookup: SETS,
  boolean: ["="],
};

const options = (text: string): string => text.split(";").filter(Boolean).sort().join(";");

/** Ids and long integers as texts of one length, so that they compare as numbers. */
const padded = (digits: string): string => digits.padStart(20, "0");

/** A stored value in comparable form; null stays null. */
function comparable(dataType: DataType, value: StoredValue): Comparable | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.length ? options(value.join(";")) : null;
  if (dataType === "bigint") return padded(String(value));
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  return dataType === "date" ? value : value.toLowerCase();
}

/** A literal in the comparable form of its column's type; undefined when it is no such value. */
function literalValue(
  state: SandboxState,
  dataType: DataType,
  { text }: Literal,
): Comparable | undefined {
  switch (dataType) {
    case "bigint":
      return isIdShaped(text) ? padded(text) : undefined;
    case "integer":
    case "double":
    case "currency":
    case "percent":
    case "formula":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "date":
      return isDate(text) ? text : undefined;
    case "datetime":
      return parseTime(text, state.variants.zuluTimes === "accepted");
    case "boolean":
      return text === "true" || text === "false" ? text : undefined;
    case "lookup":
    case "ownerlookup":
    case "userlookup":
    case "multi_module_lookup":
      return isIdShaped(text) ? text : undefined;
    case "multiselectpicklist":
      return options(text);
    default:
      return text.toLowerCase();
  }
}

/** `x%`, `%x` or `%x%` as a test; `%` stands for any text. */
function likeTest(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split("%");
  const escaped = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${escaped.join(".*")}$`, "s");
  return (text) => expression.test(text);
}

/** A comparison of one value that is there; null never fits anything but `is null`. */
function test(operator: Operator, values: Comparable[]): (value: Comparable) => boolean {
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
      const fits = likeTest(String(first));
      return (value) => fits(String(value)) === (operator === "like");
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
  const fits = test(condition.operator, values);
  return (record) => {
    const value = comparable(dataType, read(record));
    return value !== null && fits(value);
  };
}

/** Turns a WHERE into a test of records; throws where a column, comparator or value does not fit. */
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

/** Rising order of a column; empty values come first. */
export function compareBy({ dataType, read }: ResolvedColumn) {
  return (a: StoredRecord, b: StoredRecord): number => {
    const left = comparable(dataType, read(a));
    const right = comparable(dataType, read(b));
    if (left === right) return 0;
    if (left === null || right === null) return left === null ? -1 : 1;
    return left < right ? -1 : 1;
  };
}
