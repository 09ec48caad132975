import type { StoredRecord } from "../../state/recordStore";
import type { DataType, StoredValue } from "../../state/schema/field";
import { unsupportedType } from "../errors";
import type { Aggregate } from "./ast";
import type { ResolvedColumn } from "./columns";
import { type Comparable, comparable, compareValues } from "./values";

const NUMBERS: DataType[] = [
  "integer",
  "bigint",
  "double",
  "currency",
  "percent",
  "formula",
  "rollup_summary",
];
const SUMMED = new Set(NUMBERS);
const RANKED = new Set<DataType>([...NUMBERS, "date", "datetime"]);

/** A result column for a group of records: its sort value and its shown value. */
export interface GroupColumn {
  order: (records: readonly StoredRecord[]) => Comparable | null;
  render: (records: readonly StoredRecord[]) => unknown;
}

/** Rounds away binary floating-point errors. */
const tidy = (value: number): number => Number(value.toFixed(9));

/** Long integers are summed exactly, as text (facts 13.22). */
function sum(dataType: DataType, values: StoredValue[]): StoredValue {
  if (values.length === 0) return null;
  if (dataType === "bigint") {
    return String(values.reduce<bigint>((total, value) => total + BigInt(String(value)), 0n));
  }
  return tidy(values.reduce<number>((total, value) => total + Number(value), 0));
}

function average(values: StoredValue[]): number | null {
  if (values.length === 0) return null;
  const total = values.reduce<number>((sumSoFar, value) => sumSoFar + Number(value), 0);
  return tidy(total / values.length);
}

/** SUM, AVG or COUNT over the non-empty values. */
function computedColumn(
  { dataType, read }: ResolvedColumn,
  aggregate: "SUM" | "AVG" | "COUNT",
): GroupColumn {
  const value = (records: readonly StoredRecord[]): StoredValue => {
    const values = records.map(read).filter((one) => comparable(dataType, one) !== null);
    if (aggregate === "COUNT") return values.length;
    return aggregate === "SUM" ? sum(dataType, values) : average(values);
  };
  const resultType = aggregate === "SUM" ? dataType : "double";
  return { order: (records) => comparable(resultType, value(records)), render: value };
}

/** MIN or MAX, shown as the value of the record that has it. */
function pickedColumn({ dataType, read, render }: ResolvedColumn, sign: 1 | -1): GroupColumn {
  const pick = (records: readonly StoredRecord[]): StoredRecord | undefined => {
    let best: StoredRecord | undefined;
    let bestValue: Comparable | null = null;
    for (const record of records) {
      const value = comparable(dataType, read(record));
      if (value === null) continue;
      if (bestValue === null || sign * compareValues(value, bestValue) < 0) {
        best = record;
        bestValue = value;
      }
    }
    return best;
  };
  return {
    order: (records) => {
      const best = pick(records);
      return best ? comparable(dataType, read(best)) : null;
    },
    render: (records) => {
      const best = pick(records);
      return best ? render(best) : null;
    },
  };
}

/** An aggregate over a column. It ignores empty values; without any, all but COUNT are null. */
export function aggregateColumn(column: ResolvedColumn, aggregate: Aggregate): GroupColumn {
  const { text, dataType } = column;
  const allowed = aggregate === "MIN" || aggregate === "MAX" ? RANKED : SUMMED;
  if (aggregate !== "COUNT" && !allowed.has(dataType)) throw unsupportedType(text, dataType);
  switch (aggregate) {
    case "MIN":
      return pickedColumn(column, 1);
    case "MAX":
      return pickedColumn(column, -1);
    default:
      return computedColumn(column, aggregate);
  }
}
