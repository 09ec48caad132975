import { InputError } from "../client/errors/errors";

/** What the connector knows of a module without asking Zoho. */
interface CrmModule {
  apiName: string;
  /** As shown in menus when it differs from the API name. */
  label?: string;
  /** Fields that name a record to a person, the best first. */
  nameFields: readonly string[];
}

/** https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html; the order is that of the menu. */
const MODULES: readonly CrmModule[] = [
  { apiName: "Accounts", nameFields: ["Account_Name"] },
  { apiName: "Calls", nameFields: ["Subject"] },
  { apiName: "Campaigns", nameFields: ["Campaign_Name"] },
  { apiName: "Cases", nameFields: ["Subject"] },
  { apiName: "Contacts", nameFields: ["Full_Name", "Last_Name"] },
  { apiName: "Deals", nameFields: ["Deal_Name"] },
  { apiName: "Events", nameFields: ["Event_Title"] },
  { apiName: "Invoices", nameFields: ["Subject"] },
  { apiName: "Leads", nameFields: ["Full_Name", "Last_Name"] },
  { apiName: "Price_Books", label: "Price Books", nameFields: ["Price_Book_Name"] },
  { apiName: "Products", nameFields: ["Product_Name"] },
  { apiName: "Purchase_Orders", label: "Purchase Orders", nameFields: ["Subject"] },
  { apiName: "Quotes", nameFields: ["Subject"] },
  { apiName: "Sales_Orders", label: "Sales Orders", nameFields: ["Subject"] },
  { apiName: "Solutions", nameFields: ["Solution_Title"] },
  { apiName: "Tasks", nameFields: ["Subject"] },
  { apiName: "Vendors", nameFields: ["Vendor_Name"] },
  { apiName: "Notes", nameFields: ["Note_Title", "Note_Content"] },
];

/** Stands for every module that the API can read. */
export const ALL_MODULES = "*";

/** Stands for every field that lists can return. */
export const ALL_FIELDS = "*";

/** Menu value for every module that the menu does not list. */
const CUSTOM = "Custom";

/** The menu of Record Type. The first 17 entries are a contract. */
export const MODULE_MENU = [
  ...MODULES.map(({ apiName, label = apiName }) => ({ label, value: apiName })),
  { label: "Other Module", value: CUSTOM },
];

/** The module an action works on: Module API Name when filled in, Record Type otherwise. */
export function getModule(params: { recordType: string; moduleApiName: string }): string {
  if (params.moduleApiName !== "") return params.moduleApiName;
  if (params.recordType === "") throw new InputError("Record Type", "is empty.");
  if (params.recordType === CUSTOM) {
    throw new InputError(
      "Module API Name",
      "is empty. Enter the API name of the module, since Record Type names none.",
    );
  }
  return params.recordType;
}

/** Fields to show a record of the module by, the best first. Custom modules have Name. */
export function getNameFields(module: string): readonly string[] {
  return MODULES.find(({ apiName }) => apiName === module)?.nameFields ?? ["Name"];
}
