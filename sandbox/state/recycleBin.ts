import type { RecordStore, StoredRecord } from "./recordStore";
import type { SandboxState } from "./sandboxState";
import type { Module } from "./schema/modules";

const RECYCLE_MS = 60 * 24 * 60 * 60 * 1000;

/** When a deleted record becomes permanently deleted: after 60 days (facts 3.6). */
export const leavesBinAt = (deletedAt: number): number => deletedAt + RECYCLE_MS;

/** A unique field whose value another record has. */
function takenField(
  module: Module,
  store: RecordStore,
  values: StoredRecord["values"],
): string | undefined {
  return module.fields.find(
    ({ apiName, unique }) =>
      unique && store.findHolder(apiName, values[apiName] ?? null) !== undefined,
  )?.apiName;
}

/**
 * Restores a record and its attachments. Throws if it is not in the recycle bin or another record
 * has one of its unique values. It is unknown whether Zoho changes Modified_Time.
 */
export function restoreRecord(
  state: SandboxState,
  module: Module,
  id: string,
  at: number,
  by: string,
): void {
  const store = state.store(module);
  const deleted = store.inRecycleBin(id);
  if (!deleted || leavesBinAt(deleted.deletedAt) <= at) {
    throw new Error(`${id} is not in the recycle bin of ${module.apiName}`);
  }
  const taken = takenField(module, store, deleted.record.values);
  if (taken) throw new Error(`another record now has the ${taken} of ${id}`);
  const isTouched = state.variants.restoredTime === "now";
  store.restore(deleted, at, by, isTouched ? { modifiedAt: at, modifiedBy: by } : {});
}
