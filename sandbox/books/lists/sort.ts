import type { Variants } from "../../state/variants";
import { invalidValue } from "../errors";
import { customValue } from "../records/customFields";
import type { RecordType, SortOrder } from "../schema/recordType";
import type { BooksRecord } from "../state/recordStore";

export interface Sorting {
  column: string;
  order: SortOrder;
}

/** Types that can be sorted by custom fields (facts 3). */
const SORT_BY_CUSTOM_FIELD = new Set(["estimates", "salesorders", "creditnotes"]);

/**
 * How a list is sorted. Unknown columns are ignored or refused (a variant); purchase orders are
 * always descending (facts 3).
 */
export function parseSorting(
  type: RecordType,
  query: URLSearchParams,
  variants: Variants,
): Sorting {
  const { sort, sortColumns } = type.list;
  const requested = query.get("sort_column");
  const isCustom = (requested ?? "").startsWith("cf_") && SORT_BY_CUSTOM_FIELD.has(type.value);
  const isKnown = requested !== null && (sortColumns.has(requested) || isCustom);
  if (requested && !isKnown && variants.booksUnknownSort === "rejected") {
    throw invalidValue("sort_column");
  }
  const column = requested !== null && isKnown ? requested : sort.column;
  const requestedOrder = query.get("sort_order");
  const isDescendingOnly =
    type.value === "purchaseorders" && variants.booksPurchaseOrderSort === "descending";
  if (isDescendingOnly) return { column, order: "D" };
  const hasOrder = requestedOrder === "A" || requestedOrder === "D";
  return {
    column,
    order: hasOrder ? requestedOrder : isKnown && requested !== sort.column ? "A" : sort.order,
  };
}

type Key = string | number;

function makeKeyReader(column: string): (record: BooksRecord) => Key {
  if (column === "created_time") return ({ createdAt }) => createdAt;
  if (column === "last_modified_time") return ({ modifiedAt }) => modifiedAt;
  if (column.startsWith("cf_")) return ({ values }) => customValue(values, column).toLowerCase();
  return ({ values }) => {
    const value = values[column];
    return typeof value === "number" ? value : String(value ?? "").toLowerCase();
  };
}

/** Sorts by the column, then by age in the same direction. */
export function sortRecords(records: BooksRecord[], { column, order }: Sorting): BooksRecord[] {
  const readKey = makeKeyReader(column);
  const sign = order === "A" ? 1 : -1;
  return records
    .map((record) => ({ record, key: readKey(record) }))
    .sort((one, other) => {
      if (one.key !== other.key) return one.key < other.key ? -sign : sign;
      return sign * (one.record.sequence - other.record.sequence);
    })
    .map(({ record }) => record);
}
