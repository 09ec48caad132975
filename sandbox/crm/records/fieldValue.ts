import { lastActivity, type StoredRecord } from "../../state/recordStore";
import type { StoredValue } from "../../state/schema/field";
import type { Field } from "../../state/schema/modules";

/** The raw value of a field: times as epoch milliseconds, lookups and users as ids. */
export function fieldValue(field: Field, record: StoredRecord): StoredValue {
  switch (field.apiName) {
    case "id":
      return record.id;
    case "Owner":
      return record.ownerId;
    case "Created_By":
      return record.createdBy;
    case "Modified_By":
      return record.modifiedBy;
    case "Created_Time":
      return record.createdAt;
    case "Modified_Time":
      return record.modifiedAt;
    case "Last_Activity_Time":
      return lastActivity(record);
    case "Converted__s":
      return record.converted;
    case "Tag":
      return record.tags.join(",") || null;
    default:
      return field.computed ? field.computed(record) : (record.values[field.apiName] ?? null);
  }
}
