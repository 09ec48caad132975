import { isDate, parseTime } from "../../clock";
import { isJsonObject } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType, StoredValue } from "../../state/schema/field";
import type { Field } from "../../state/schema/modules";
import {
  between,
  type Comparator,
  contains,
  equals,
  greaterOrEqual,
  greaterThan,
  lessOrEqual,
  lessThan,
  oneOf,
  type Predicate,
  startsWith,
} from "../operators";
import { fieldValue } from "../records/fieldValue";
import { renderField } from "../records/render";

const LOOKUP: readonly string[] = ["equals", "not_equal", "in"];
const TEXT = [...LOOKUP, "starts_with"];
const LONG_TEXT = ["equals", "not_equal", "starts_with"];
const BOOLEAN = ["equals", "not_equal"];
const COMPARISONS = ["greater_than", "greater_equal", "less_than", "less_equal", "between"];
const ORDERED = [...LOOKUP, ...COMPARISONS];

/** The operators of each type (facts 3.8); other types cannot be searched. */
export const OPERATORS: Partial<Record<DataType, readonly string[]>> = {
  text: TEXT,
  email: TEXT,
  phone: TEXT,
  website: TEXT,
  textarea: LONG_TEXT,
  picklist: LOOKUP,
  multiselectpicklist: LOOKUP,
  autonumber: LOOKUP,
  lookup: LOOKUP,
  ownerlookup: LOOKUP,
  userlookup: LOOKUP,
  multi_module_lookup: LOOKUP,
  boolean: BOOLEAN,
  integer: ORDERED,
  bigint: ORDERED,
  double: ORDERED,
  currency: ORDERED,
  percent: ORDERED,
  formula: ORDERED,
  rollup_summary: ORDERED,
  date: ORDERED,
  datetime: ORDERED,
};

/** Types searched as text: at least two characters, and `equals` means contains. */
export const isText = (dataType: DataType): boolean =>
  OPERATORS[dataType] === TEXT || OPERATORS[dataType] === LONG_TEXT;

type Comparable = string | number | bigint | boolean;

/** Parses a value by the field's type; undefined if invalid. */
export function typedValue(
  state: SandboxState,
  dataType: DataType,
  text: string,
): Comparable | undefined {
  switch (dataType) {
    case "bigint":
      return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    case "integer":
    case "double":
    case "currency":
    case "percent":
    case "formula":
    case "rollup_summary":
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
    case "date":
      return isDate(text) ? text : undefined;
    case "datetime":
      return parseTime(text, state.variants.zuluTimes === "accepted");
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : undefined;
    default:
      return text.toLowerCase();
  }
}

/** The values to compare: id and name of lookups, each option of multi-select fields. */
function comparables(state: SandboxState, field: Field, record: StoredRecord): Comparable[] {
  const value: StoredValue = fieldValue(field, record);
  if (field.dataType === "boolean") return [value === true];
  if (value === null) return [];
  if (field.dataType === "bigint") return [BigInt(String(value))];
  if (typeof value === "number" || typeof value === "boolean") return [value];
  if (Array.isArray(value)) return value.map((one) => String(one).toLowerCase());
  const shown = field.dataType.includes("lookup") ? renderField(state, field, record) : undefined;
  const name = isJsonObject(shown) ? String(shown.name ?? "") : "";
  return name ? [value, name.toLowerCase()] : [value.toLowerCase()];
}

const COMPARATORS: Record<string, Comparator> = {
  in: oneOf,
  starts_with: startsWith,
  greater_than: greaterThan,
  greater_equal: greaterOrEqual,
  less_than: lessThan,
  less_equal: lessOrEqual,
  between,
};

/** The predicate of a validated criterion. `not_equal` negates `equals`, so empty values match. */
export function criterionPredicate(
  state: SandboxState,
  field: Field,
  operator: string,
  operands: Comparable[],
): Predicate {
  const comparator = COMPARATORS[operator] ?? (isText(field.dataType) ? contains : equals);
  const matches = comparator(operands);
  const isNegative = operator === "not_equal";
  return (record) => comparables(state, field, record).some(matches) !== isNegative;
}
