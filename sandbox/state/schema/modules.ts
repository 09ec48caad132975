import { IdSequence } from "../ids";
import type { Variants } from "../variants";
import { ACTIVITY_MODULES } from "./activities";
import {
  type FieldSpec,
  type FormulaSource,
  field,
  type ModuleSpec,
  type StoredValue,
} from "./field";
import { INVENTORY_MODULES } from "./inventory";
import { PEOPLE_MODULES } from "./people";
import { projects } from "./projects";

/** A field of a module, with its id. */
export interface Field extends FieldSpec {
  id: string;
  /** The formula, with the clock bound. */
  computed?: (record: Omit<FormulaSource, "now">) => StoredValue;
}

export interface CustomView {
  id: string;
  name: string;
  systemName: string;
  criterion: "all" | "mine" | "recentlyModified";
}

export interface Module {
  apiName: string;
  id: string;
  singular: string;
  plural: string;
  nameField: string;
  custom: boolean;
  scopeName: string;
  /** Whether users may read its records. */
  readable: boolean;
  fields: readonly Field[];
  byName: ReadonlyMap<string, Field>;
  layouts: readonly { id: string; name: string }[];
  customViews: readonly CustomView[];
}

/** The order of tabs in the user interface. */
const ORDER = [
  "Leads",
  "Contacts",
  "Accounts",
  "Deals",
  "Tasks",
  "Events",
  "Calls",
  "Products",
  "Quotes",
  "Sales_Orders",
  "Purchase_Orders",
  "Invoices",
  "Campaigns",
  "Vendors",
  "Price_Books",
  "Cases",
  "Solutions",
  "Notes",
  "Subscriptions",
  "Projects",
];

/** Fields that every module has. */
const systemFields = (): FieldSpec[] => [
  field("Owner", "ownerlookup"),
  field("Created_By", "ownerlookup", { readOnly: true }),
  field("Modified_By", "ownerlookup", { readOnly: true }),
  field("Created_Time", "datetime", { readOnly: true }),
  field("Modified_Time", "datetime", { readOnly: true }),
  field("Last_Activity_Time", "datetime", { readOnly: true }),
  field("Tag", "text", { length: 2000 }),
];

const SYSTEM_FIELDS = new Set([
  ...systemFields().map(({ apiName }) => apiName),
  "Converted__s",
  "Converted_Date_Time",
]);

/** Whether a field is not stored in `values` or is computed by Zoho. */
export const isSystemField = (apiName: string): boolean => SYSTEM_FIELDS.has(apiName);

/** A field with an id. `now` is the clock for its formula. */
export function buildField({ computed, ...spec }: FieldSpec, id: string, now: () => number): Field {
  if (!computed) return { ...spec, id };
  return {
    ...spec,
    id,
    computed: ({ values, createdAt }) => computed({ values, createdAt, now: now() }),
  };
}

/** Builds a module, with ids for it and its parts. */
export function buildModule(
  spec: ModuleSpec,
  ids: IdSequence,
  variants: Variants,
  now: () => number,
): Module {
  const moduleId = ids.take();
  const specs = [...spec.fields, ...systemFields()];
  const companyIsMandatory = spec.apiName === "Leads" && variants.leadCompany === "mandatory";
  const fields = specs.map((one) => ({
    ...buildField(one, ids.take(), now),
    mandatory: one.mandatory || (companyIsMandatory && one.apiName === "Company"),
  }));
  return {
    apiName: spec.apiName,
    id: moduleId,
    singular: spec.singular,
    plural: spec.plural,
    nameField: spec.nameField,
    custom: spec.custom ?? false,
    scopeName: spec.scopeName ?? spec.apiName.toLowerCase(),
    readable: true,
    fields,
    byName: new Map(fields.map((one) => [one.apiName, one])),
    layouts: [{ id: ids.take(), name: "Standard" }],
    customViews: [
      { id: ids.take(), name: `All ${spec.plural}`, systemName: "ALLVIEWS", criterion: "all" },
      { id: ids.take(), name: `My ${spec.plural}`, systemName: "MYVIEWS", criterion: "mine" },
      {
        id: ids.take(),
        name: `Recently Modified ${spec.plural}`,
        systemName: "RECENTMODVIEWS",
        criterion: "recentlyModified",
      },
    ],
  };
}

/** The modules of the organization by API name, always with the same ids. */
export function buildModules(variants: Variants, now: () => number): Map<string, Module> {
  const specs = [...PEOPLE_MODULES, ...ACTIVITY_MODULES, ...INVENTORY_MODULES, projects];
  const ids = new IdSequence(2_000);
  const inOrder = specs.toSorted((a, b) => ORDER.indexOf(a.apiName) - ORDER.indexOf(b.apiName));
  return new Map(inOrder.map((spec) => [spec.apiName, buildModule(spec, ids, variants, now)]));
}
