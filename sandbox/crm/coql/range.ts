import type { SandboxState } from "../../state/sandboxState";
import type { DataType } from "../../state/schema/field";
import type { Condition, Expression } from "./ast";
import { type Comparable, literalValue } from "./values";

/** Bounds of a column in all matching records, both inclusive; undefined = unbounded. */
export interface Range {
  low?: Comparable | undefined;
  high?: Comparable | undefined;
}

function getConditionRange(
  state: SandboxState,
  dataType: DataType,
  { operator, values }: Condition,
): Range {
  const [first, second] = values.map((literal) => literalValue(state, dataType, literal));
  switch (operator) {
    case "=":
      return { low: first, high: first };
    case ">":
    case ">=":
      return { low: first };
    case "<":
    case "<=":
      return { high: first };
    case "between":
      return { low: first, high: second };
    default:
      return {};
  }
}

const either = (a: Comparable | undefined, b: Comparable | undefined, wantsLower: boolean) => {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b === wantsLower ? a : b;
};

/** A bound of OR exists only if both sides have one. */
const common = (a: Comparable | undefined, b: Comparable | undefined, wantsLower: boolean) =>
  a === undefined || b === undefined ? undefined : either(a, b, wantsLower);

/** The bounds that WHERE implies for a column; possibly too wide, never too narrow. */
export function getRange(
  state: SandboxState,
  expression: Expression,
  name: string,
  dataType: DataType,
): Range {
  if (expression.kind === "condition") {
    return expression.path.text === name ? getConditionRange(state, dataType, expression) : {};
  }
  const left = getRange(state, expression.left, name, dataType);
  const right = getRange(state, expression.right, name, dataType);
  return expression.kind === "and"
    ? { low: either(left.low, right.low, false), high: either(left.high, right.high, true) }
    : { low: common(left.low, right.low, true), high: common(left.high, right.high, false) };
}
