import { isDate, parseTime } from "../../clock";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType, StoredValue } from "../../state/schema/field";
import type { Literal } from "./ast";

/** A value in a form that can be compared with `<` and `===`. */
export type Comparable = string | number;

const options = (text: string): string => text.split(";").filter(Boolean).sort().join(";");

/** Ids and long integers (up to 19 digits) padded, so that text order is numeric order. */
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

/** A literal in the comparable form of its column's type; undefined if invalid. */
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

/** Ascending order, empty values first. */
export function compareValues(left: Comparable | null, right: Comparable | null): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  return left < right ? -1 : 1;
}

/** Sorts items by their keys; stable. */
export function sortByKeys<T>(
  items: Iterable<T>,
  getKeys: (item: T) => (Comparable | null)[],
  descending: readonly boolean[],
): T[] {
  const keyed = Array.from(items, (item) => ({ item, keys: getKeys(item) }));
  keyed.sort((a, b) => {
    for (const [index, isDescending] of descending.entries()) {
      const difference = compareValues(a.keys[index] ?? null, b.keys[index] ?? null);
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
