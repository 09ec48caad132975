import { isJsonObject, parseJson } from "../../http";
import type { Field, Module } from "../../state/schema/modules";
import { invalidBody, invalidValue, RequestError, wrongType } from "../errors";
import type { CrmRequest } from "../request";

/** The system-defined duplicate check field of each module (facts 3.5). */
const SYSTEM_FIELDS: Record<string, string> = {
  Leads: "Email",
  Contacts: "Email",
  Accounts: "Account_Name",
  Deals: "Deal_Name",
  Campaigns: "Campaign_Name",
  Cases: "Subject",
  Solutions: "Solution_Title",
  Products: "Product_Name",
  Vendors: "Vendor_Name",
  Price_Books: "Price_Book_Name",
  Quotes: "Subject",
  Sales_Orders: "Subject",
  Purchase_Orders: "Subject",
  Invoices: "Subject",
};

/** The module's system-defined duplicate check field; Tasks, Events, Calls and Notes have none. */
export function systemCheckField(module: Module): Field | undefined {
  return module.byName.get(module.custom ? "Name" : (SYSTEM_FIELDS[module.apiName] ?? ""));
}

/** The named fields; must be unique or the system-defined field (facts 3.5). */
function namedFields(module: Module, names: readonly unknown[]): Field[] {
  return names.map((name, index) => {
    const path = `$.duplicate_check_fields[${index}]`;
    if (typeof name !== "string") {
      throw invalidBody(wrongType("duplicate_check_fields", path, "text"));
    }
    const field = module.byName.get(name);
    if (!field || (!field.unique && field !== systemCheckField(module))) {
      throw invalidBody(invalidValue("duplicate_check_fields", path));
    }
    return field;
  });
}

/**
 * The fields by which an upsert finds existing records, in order: those in `duplicate_check_fields`
 * (by default the system-defined field), then the other unique fields (facts 3.5).
 */
export function duplicateCheckFields(module: Module, request: CrmRequest): Field[] {
  const system = systemCheckField(module);
  const unique = module.fields.filter((field) => field.unique);
  if (!system) {
    throw new RequestError(400, "NOT_SUPPORTED", "upsert is not supported for the module", {
      resource_path_index: 0,
    });
  }
  const body = parseJson(request.body);
  const names = isJsonObject(body) ? (body.duplicate_check_fields ?? undefined) : undefined;
  if (names !== undefined && !Array.isArray(names)) {
    const path = "$.duplicate_check_fields";
    throw invalidBody(wrongType("duplicate_check_fields", path, "jsonarray"));
  }
  const first = names?.length ? namedFields(module, names) : [system];
  return [...new Set([...first, ...unique])];
}
