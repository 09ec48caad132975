import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Field, Module } from "../../state/schema/modules";

/** Modules with many-to-many relations (facts 3.10). */
const RELATED: Record<string, readonly string[]> = {
  Products: ["Leads", "Accounts", "Contacts", "Deals", "Price_Books"],
  Campaigns: ["Leads", "Contacts"],
};

/** Modules whose records cannot be parents of activities. */
const NO_PARENTS = new Set(["Tasks", "Events", "Calls", "Notes"]);

/** A related list of a module: the records of another module that belong to one of its records. */
export interface RelatedList {
  apiName: string;
  module: Module;
  /** Whether relations are explicit instead of following from a lookup. */
  isManyToMany: boolean;
  has: (state: SandboxState, parentId: string, record: StoredRecord) => boolean;
}

const areManyToMany = (one: string, other: string): boolean =>
  (RELATED[one] ?? []).includes(other) || (RELATED[other] ?? []).includes(one);

/** Whether a lookup can refer to records of the module. */
function pointsTo(field: Field, target: Module): boolean {
  if (field.dataType === "lookup") return field.target === target.apiName;
  if (field.dataType !== "multi_module_lookup") return false;
  return field.apiName === "Parent_Id" || !NO_PARENTS.has(target.apiName);
}

function listByLookup(parent: Module, other: Module): RelatedList | undefined {
  const lookups = other.fields.filter((field) => pointsTo(field, parent));
  if (lookups.length === 0) return undefined;
  return {
    apiName: other.apiName,
    module: other,
    isManyToMany: false,
    has: (_state, parentId, { values }) =>
      lookups.some(
        ({ apiName, dataType }) =>
          values[apiName] === parentId &&
          (dataType === "lookup" || values.$se_module === parent.apiName),
      ),
  };
}

const listByRelation = (parent: Module, other: Module): RelatedList => ({
  apiName: other.apiName,
  module: other,
  isManyToMany: true,
  has: (state, id, record) =>
    state.relations.of({ moduleName: parent.apiName, id }, other.apiName).has(record.id),
});

/** The related lists of a module, named like the modules of their records. */
export function getRelatedLists(state: SandboxState, parent: Module): RelatedList[] {
  const others = [...state.modules.values()].filter(({ apiName }) => apiName !== parent.apiName);
  return others.flatMap((other) =>
    areManyToMany(parent.apiName, other.apiName)
      ? listByRelation(parent, other)
      : (listByLookup(parent, other) ?? []),
  );
}
