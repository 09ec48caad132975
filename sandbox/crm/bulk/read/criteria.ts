import { isJsonObject, type JsonObject } from "../../../http";
import type { SandboxState } from "../../../state/sandboxState";
import type { DataType } from "../../../state/schema/field";
import type { Module } from "../../../state/schema/modules";
import { parseBodyTime } from "../../bodyTime";
import { type Comparable, comparable, literalValue } from "../../coql/values";
import { RequestError } from "../../errors";
import {
  allOf,
  anyOf,
  between,
  type Comparator,
  contains,
  endsWith,
  equals,
  greaterOrEqual,
  greaterThan,
  lessOrEqual,
  lessThan,
  not,
  oneOf,
  type Predicate,
  startsWith,
} from "../../operators";
import { readError } from "../errors";
import { type BulkColumn, bulkColumn } from "./column";

const MAX_CRITERIA = 25;
const MAX_TEXT = 255;
/** The value that means "field is empty". */
const EMPTY = `\${EMPTY}`;

const SETS = ["equal", "not_equal", "in", "not_in"];
const TEXTS = [...SETS, "contains", "not_contains", "starts_with", "ends_with"];
const ORDERED = [
  ...SETS,
  "less_than",
  "less_equal",
  "greater_than",
  "greater_equal",
  "between",
  "not_between",
];

/** The comparators that each type supports (facts 9.1). */
const COMPARATORS: Partial<Record<DataType, readonly string[]>> = {
  text: TEXTS,
  textarea: TEXTS,
  email: TEXTS,
  phone: TEXTS,
  website: TEXTS,
  picklist: TEXTS,
  autonumber: TEXTS,
  multiselectpicklist: [...SETS, "contains", "not_contains"],
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
  boolean: ["equal", "not_equal"],
};

const BY_NAME: Record<string, Comparator> = {
  equal: equals,
  not_equal: not(equals),
  in: oneOf,
  not_in: not(oneOf),
  contains,
  not_contains: not(contains),
  starts_with: startsWith,
  ends_with: endsWith,
  less_than: lessThan,
  less_equal: lessOrEqual,
  greater_than: greaterThan,
  greater_equal: greaterOrEqual,
  between,
  not_between: not(between),
};

/** Builds the predicate for the criteria of one query and counts them. */
class CriteriaReader {
  private count = 0;

  constructor(
    private readonly state: SandboxState,
    private readonly module: Module,
  ) {}

  read(raw: unknown): Predicate {
    if (!isJsonObject(raw)) throw readError("INVALID_CRITERIA", "Invalid criteria.");
    const isGroup = raw.group !== undefined || raw.group_operator !== undefined;
    if (!isGroup) return this.criterion(raw);
    if (raw.field !== undefined || raw.comparator !== undefined) {
      throw readError("AMBIGUOUS_CRITERIA", "Ambiguous criteria.");
    }
    return this.group(raw);
  }

  private group({ group, group_operator: operator }: JsonObject): Predicate {
    if (operator !== "and" && operator !== "or") {
      throw readError("GROUP_OPERATOR_NOT_SUPPORTED", "The group operator is not supported.");
    }
    if (!Array.isArray(group) || group.length === 0) {
      throw readError("INVALID_CRITERIA", "Invalid criteria.");
    }
    const predicates = group.map((part) => this.read(part));
    return operator === "and" ? allOf(predicates) : anyOf(predicates);
  }

  private criterion({ field, comparator, value }: JsonObject): Predicate {
    this.count += 1;
    if (this.count > MAX_CRITERIA) {
      throw readError("CRITERIA_LIMIT_EXCEEDED", "Criteria limit exceeded.");
    }
    const name = isJsonObject(field) ? field.api_name : undefined;
    if (typeof name !== "string" || typeof comparator !== "string" || value === undefined) {
      throw readError("INVALID_CRITERIA", "Invalid criteria.");
    }
    const column = this.column(name);
    this.checkComparator(column, comparator);
    if (value === EMPTY && (comparator === "equal" || comparator === "not_equal")) {
      return (record) =>
        (comparable(column.dataType, column.read(record)) === null) === (comparator === "equal");
    }
    return this.comparison(column, comparator, value);
  }

  private column(name: string): BulkColumn {
    try {
      return bulkColumn(this.state, this.module, name);
    } catch (error) {
      if (!(error instanceof RequestError) || !error.wire.code.startsWith("FIELD_")) throw error;
      const { details } = error.wire;
      const [code, message] =
        error.wire.code === "FIELD_NOT_AVAILABLE"
          ? ["FIELD_IN_CRITERIA_NOT_AVAILABLE", `The field ${name} is not available.`]
          : ["FIELD_IN_CRITERIA_NOT_SUPPORTED", `The field ${name} is not supported in criteria.`];
      throw readError(code, message, details);
    }
  }

  private checkComparator({ name, dataType }: BulkColumn, comparator: string): void {
    const supported = COMPARATORS[dataType] ?? [];
    if (supported.includes(comparator)) return;
    if (!Object.hasOwn(BY_NAME, comparator)) {
      throw readError("INVALID_CRITERIA", "Invalid criteria.", { comparator });
    }
    throw readError(
      "FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE",
      "The field and the comparator are not compatible.",
      { comparator, api_name: name, supported },
    );
  }

  private comparison(column: BulkColumn, comparator: string, value: unknown): Predicate {
    const takesList = /^(not_)?(in|between)$/.test(comparator);
    if (takesList !== Array.isArray(value)) throw this.invalidOperand(column, comparator);
    const operands = (Array.isArray(value) ? value : [value]).map((one) =>
      this.operand(column, comparator, one),
    );
    if (comparator.endsWith("between") && operands.length !== 2) {
      throw this.invalidOperand(column, comparator);
    }
    const matches = BY_NAME[comparator]?.(operands) ?? (() => false);
    return (record) => {
      const stored = comparable(column.dataType, column.read(record));
      return stored !== null && matches(stored);
    };
  }

  private operand(column: BulkColumn, comparator: string, raw: unknown): Comparable {
    const isPlain = typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean";
    if (!isPlain) {
      throw readError("VALUE_TYPE_NOT_SUPPORTED", "The type of the value is not supported.");
    }
    const text = String(raw);
    if (text.length > MAX_TEXT) {
      throw readError("VALUE_LIMIT_EXCEEDED_IN_CRITERIA", "The value is too long.", {});
    }
    const value =
      column.dataType === "datetime"
        ? parseBodyTime(this.state, text)
        : literalValue(this.state, column.dataType, { text, quoted: true });
    if (value === undefined) throw this.invalidOperand(column, comparator);
    return value;
  }

  private invalidOperand({ name }: BulkColumn, comparator: string): RequestError {
    return readError(
      "FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE",
      "The field and the value are not compatible.",
      { api_name: name, comparator, supported: [] },
    );
  }
}

/** Turns `criteria` of a bulk read query into a predicate (facts 9.1). */
export const readCriteria = (state: SandboxState, module: Module, raw: unknown): Predicate =>
  new CriteriaReader(state, module).read(raw);
