import type { RecordWritten } from "./recordStore";
import type { RelationEnd } from "./relations";
import type { Module } from "./schema/modules";

/** The parents of a note or activity; other records have none. */
export function getParents(module: Module, { record }: RecordWritten): RelationEnd[] {
  const { values } = record;
  const about = module.fields.filter(({ dataType }) => dataType === "multi_module_lookup");
  if (about.length === 0) return [];
  const ends = about.map(({ apiName }) => ({
    moduleName: String(values.$se_module ?? ""),
    id: values[apiName],
  }));
  const all = [...ends, { moduleName: "Contacts", id: values.Who_Id }];
  return all.flatMap(({ moduleName, id }) => (typeof id === "string" ? { moduleName, id } : []));
}
