import type { StoredRecord } from "../../state/recordStore";
import type { StoredValue } from "../../state/schema/field";

/** Contact field → lead field, where the names differ. */
const CONTACT_FIELDS: Record<string, string> = {
  Title: "Designation",
  Mailing_Street: "Street",
  Mailing_City: "City",
  Mailing_State: "State",
  Mailing_Zip: "Zip_Code",
  Mailing_Country: "Country",
};
const SAME_IN_CONTACT = [
  "Salutation",
  "First_Name",
  "Last_Name",
  "Email",
  "Secondary_Email",
  "Phone",
  "Mobile",
  "Fax",
  "Lead_Source",
  "Email_Opt_Out",
  "Skype_ID",
  "Twitter",
  "Description",
];

const ACCOUNT_FIELDS: Record<string, string> = {
  Account_Name: "Company",
  Employees: "No_of_Employees",
  Billing_Street: "Street",
  Billing_City: "City",
  Billing_State: "State",
  Billing_Code: "Zip_Code",
  Billing_Country: "Country",
};
const SAME_IN_ACCOUNT = ["Phone", "Fax", "Website", "Industry", "Rating", "Annual_Revenue"];

type Values = Record<string, StoredValue>;

function mapped(
  lead: StoredRecord,
  renamed: Record<string, string>,
  same: readonly string[],
): Values {
  const pairs = [...Object.entries(renamed), ...same.map((name) => [name, name] as const)];
  const values: Values = {};
  for (const [name, source] of pairs) {
    const value = lead.values[source] ?? null;
    if (value !== null) values[name] = value;
  }
  return values;
}

/** The values that a contact takes from a lead; custom mappings are not implemented. */
export const contactValues = (lead: StoredRecord): Values =>
  mapped(lead, CONTACT_FIELDS, SAME_IN_CONTACT);

/** The values that an account takes from a lead. */
export const accountValues = (lead: StoredRecord): Values =>
  mapped(lead, ACCOUNT_FIELDS, SAME_IN_ACCOUNT);
