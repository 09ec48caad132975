import type { RecordStore, StoredRecord } from "./recordStore";
import type { SandboxState } from "./sandboxState";
import type { StoredValue, SubRow } from "./schema/field";
import type { Field, Module } from "./schema/modules";

/** A merge of two records of a module. */
interface Merge {
  state: SandboxState;
  module: Module;
  master: StoredRecord;
  loser: StoredRecord;
  at: number;
  by: string;
}

const isEmpty = (value: StoredValue | undefined): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

/** The field's new value if it refers to the loser; else undefined. */
function relinked({ module, master, loser }: Merge, field: Field, record: StoredRecord) {
  const value = record.values[field.apiName];
  if (field.dataType === "multi_module_lookup") {
    const isOurs = record.values.$se_module === module.apiName && value === loser.id;
    return isOurs ? master.id : undefined;
  }
  if (field.target !== module.apiName) return undefined;
  if (field.dataType === "lookup") return value === loser.id ? master.id : undefined;
  const { link = "" } = field;
  if (field.dataType !== "multiselectlookup" || !Array.isArray(value)) return undefined;
  const rows = value.filter((row): row is SubRow => typeof row === "object");
  if (!rows.some((row) => row[link] === loser.id)) return undefined;
  return rows.map((row) => (row[link] === loser.id ? { ...row, [link]: master.id } : row));
}

/** Changes lookups of the loser to the master, without changing Modified_Time. */
function moveChildren(merge: Merge, child: Module, store: RecordStore): void {
  const { module, at, by } = merge;
  const lookups = child.fields.filter(
    ({ dataType, target }) => dataType === "multi_module_lookup" || target === module.apiName,
  );
  if (lookups.length === 0) return;
  for (const record of store.all()) {
    const changes = lookups.flatMap((field) => {
      const value = relinked(merge, field, record);
      return value === undefined ? [] : [[field.apiName, value]];
    });
    if (changes.length === 0) continue;
    const { modifiedAt, modifiedBy } = record;
    const values = { ...record.values, ...Object.fromEntries(changes) };
    const change = { values, modifiedAt, modifiedBy };
    store.update(record, change, { kind: "merge", at, by, isRelinked: true });
  }
}

function takeOver({ state, module, master, loser, at, by }: Merge): void {
  const missing = Object.entries(loser.values).filter(
    ([name, value]) => isEmpty(master.values[name]) && !isEmpty(value),
  );
  const change = {
    values: { ...master.values, ...Object.fromEntries(missing) },
    tags: [...new Set([...master.tags, ...loser.tags])],
    modifiedAt: at,
    modifiedBy: by,
  };
  state.store(module).update(master, change, { kind: "merge" });
}

/** Where Zoho lists the loser afterwards is unknown (facts 13.16). */
function remove({ state, module, loser, at, by }: Merge): void {
  const store = state.store(module);
  store.delete(loser, at, by, "merge");
  if (state.variants.mergedRecords === "permanent") store.purge(loser.id, at, by);
  if (state.variants.mergedRecords === "unlisted") store.forget(loser.id);
}

/**
 * Merges two records: deletes the loser, copies its values to empty fields of the master, and moves
 * its lookups, notes, activities, attachments and relations to the master.
 */
export function mergeRecords(merge: Merge): void {
  const { state, module, master, loser } = merge;
  remove(merge);
  takeOver(merge);
  for (const [name, store] of state.records) {
    const child = state.modules.get(name);
    if (child) moveChildren(merge, child, store);
  }
  const moduleName = module.apiName;
  state.attachments.move(moduleName, loser.id, master.id);
  state.relations.move({ moduleName, id: loser.id }, { moduleName, id: master.id });
}
