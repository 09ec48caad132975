import { IdSequence } from "../ids";
import type { Variants } from "../variants";
import { field, type ModuleSpec } from "./field";
import { buildModule, type Module } from "./modules";

/** How COQL refuses a module. */
type Refusal = "invalid-module" | "invalid-query" | "not-implemented";

/** A module that Zoho lists but whose records the sandbox does not have. */
export interface OtherModule {
  module: Module;
  generatedType: "default" | "linking" | "subform";
  apiSupported: boolean;
  /** Whether `/settings/fields` lists fields or replies 204. */
  hasFields: boolean;
  /**
   * How COQL refuses it (facts 14); other calls on records answer `not-implemented` or
   * INVALID_MODULE.
   */
  refusal: Refusal;
  /** API name of the module that a subform or linking module belongs to. */
  parent?: string;
}

type Traits = Omit<OtherModule, "module">;

const plain: Traits = {
  generatedType: "default",
  apiSupported: true,
  hasFields: true,
  refusal: "invalid-query",
};
const unsupported: Traits = { ...plain, apiSupported: false, hasFields: false };
const inside = (generatedType: "linking" | "subform", parent: string): Traits => ({
  ...plain,
  generatedType,
  refusal: "not-implemented",
  parent,
});

/** Facts 14, and the modules behind subforms and multi-select lookups (facts 7, 13.9). */
const OTHERS: Record<string, Traits> = {
  CTI_Entry: { ...plain, refusal: "invalid-module" },
  Email_Analytics: plain,
  Email_Template_Analytics: plain,
  Functions__s: plain,
  Email_Sentiment: { ...plain, hasFields: false },
  Locking_Information__s: { ...plain, hasFields: false },
  Home: unsupported,
  Reports: unsupported,
  Dashboards: unsupported,
  Quoted_Items: inside("subform", "Quotes"),
  Ordered_Items: inside("subform", "Sales_Orders"),
  Purchased_Items: inside("subform", "Purchase_Orders"),
  Invoiced_Items: inside("subform", "Invoices"),
  Addresses: inside("subform", "Leads"),
  Work_Log: inside("subform", "Projects"),
  Favourite_Products_X: inside("linking", "Leads"),
  Partners_X: inside("linking", "Projects"),
};

const spec = (apiName: string): ModuleSpec => {
  const label = apiName.replace(/(__s)?$/, "").replaceAll("_", " ");
  return {
    apiName,
    singular: label,
    plural: label,
    nameField: "Name",
    fields: [field("Name", "text", { length: 120 })],
  };
};

/** Beyond the ids of modules with records. */
const FIRST_ID = 800_000;

/** The modules without records by API name, always with the same ids. */
export function buildOtherModules(variants: Variants, now: () => number): Map<string, OtherModule> {
  const ids = new IdSequence(FIRST_ID);
  return new Map(
    Object.entries(OTHERS).map(([apiName, traits]) => [
      apiName,
      { ...traits, module: buildModule(spec(apiName), ids, variants, now) },
    ]),
  );
}
