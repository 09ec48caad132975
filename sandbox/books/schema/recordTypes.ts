import { type RecordType, recordType } from "./recordType";
import { ACCOUNTING_TYPES } from "./types/accounting";
import { BANKING_TYPES } from "./types/banking";
import { CONTACT_TYPES } from "./types/contacts";
import { PAYMENT_TYPES } from "./types/payments";
import { PROJECT_TYPES } from "./types/projects";
import { PURCHASE_TYPES } from "./types/purchases";
import { RECURRING_TYPES } from "./types/recurring";
import { SALES_TYPES } from "./types/sales";
import { SETTINGS_TYPES } from "./types/settings";

/** Every type by its value: the 31 of facts 5, with project tasks and to-do tasks as two types. */
export const RECORD_TYPES: ReadonlyMap<string, RecordType> = new Map(
  [
    ...SETTINGS_TYPES,
    ...CONTACT_TYPES,
    ...ACCOUNTING_TYPES,
    ...BANKING_TYPES,
    ...PURCHASE_TYPES,
    ...SALES_TYPES,
    ...PAYMENT_TYPES,
    ...RECURRING_TYPES,
    ...PROJECT_TYPES,
  ].map((row) => [row.value, recordType(row)]),
);

export function getRecordType(value: string): RecordType {
  const type = RECORD_TYPES.get(value);
  if (!type) throw new Error(`no type ${value}; there are ${[...RECORD_TYPES.keys()].join(", ")}`);
  return type;
}
