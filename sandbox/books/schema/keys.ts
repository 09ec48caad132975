import type { Variants } from "../../state/variants";
import type { RecordType } from "./recordType";

/** The key of a list. Three are unconfirmed and depend on a variant (facts 6). */
export function listKey(type: RecordType, variants: Variants): string {
  if (type.value === "recurringbills") return variants.booksRecurringBillsKey;
  if (type.value === "vendorcredits") return variants.booksVendorCreditsKey;
  if (type.value === "projects/tasks") return variants.booksProjectTasksKey;
  return type.pluralKey;
}
