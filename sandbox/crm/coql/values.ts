import { isDate, parseTime } from "../../clock";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType, StoredValue } from "../../state/schema/field";
import type { Literal } from "./ast";

/** What two values are compared by. */
export type Comparable = string | number;

const options = (text: string): string => text.split(";").filter(Boolean).sort().join(";");

/** Ids and long integers, 19 digits at most, as texts of one length: they compare as numbers. */
const padded = (digits: string): string => digits.padStart(19, "0");

/** A stored value in comparable form; null stays null. */
export function comparable(dataType: DataType, value: StoredValue): Comparable | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.length ? options(value.join(";")) : null;
  if (dataType === "bigint") return padded(String(value));
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return String(value);
  return dataType === "date" ? value : value.toLowerCase();
}

/** A literal in the comparable form of its column's type; undefined when it is no such value. */
export function literalValue(
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
    case "rollup_summary":
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

/** Rising order; empty values come first. */
export function compareValues(left: Comparable | null, right: Comparable | null): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

/** The items sorted by the keys of each; items with the same keys stay as they were. */
export function sortByKeys<T>(
  items: Iterable<T>,
  keysOf: (item: T) => (Comparable | null)[],
  descending: readonly boolean[],
): T[] {
  const keyed = Array.from(items, (item) => ({ item, keys: keysOf(item) }));
  keyed.sort((a, b) => {
    for (const [index, isDescending] of descending.entries()) {
      const difference = compareValues(a.keys[index] ?? null, b.keys[index] ?? null);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
