import { customTexts, type FieldSpec, field, fields, inFormula, type ModuleSpec } from "./field";

const SALUTATIONS = ["-None-", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof."];
const SOURCES = [
  "-None-",
  "Advertisement",
  "Cold Call",
  "Employee Referral",
  "External Referral",
  "Online Store",
  "Partner",
  "Trade Show",
  "Web Download",
];
const INDUSTRIES = [
  "-None-",
  "ASP",
  "Data/Telecom OEM",
  "ERP",
  "Government/Military",
  "Small/Medium",
];

const fullName = (): FieldSpec =>
  field("Full_Name", "text", {
    readOnly: true,
    reads: ["Salutation", "First_Name", "Last_Name"],
    computed: ({ values }) =>
      [values.Salutation, values.First_Name, values.Last_Name]
        .filter((part) => part && part !== "-None-")
        .join(" ") || null,
  });

const personFields = (): FieldSpec[] => [
  field("Salutation", "picklist", { options: SALUTATIONS }),
  field("First_Name", "text", { length: 40 }),
  field("Last_Name", "text", { length: 80, mandatory: true }),
  fullName(),
  field("Email", "email"),
  field("Secondary_Email", "email"),
  ...fields("phone", "Phone", "Mobile", "Fax"),
  field("Lead_Source", "picklist", { options: SOURCES }),
  field("Email_Opt_Out", "boolean"),
  field("Skype_ID", "text", { length: 50 }),
  field("Twitter", "text", { length: 50 }),
  field("Description", "textarea", { richText: true }),
  field("External_Key", "text", { custom: true, unique: true, length: 60 }),
];

const leads: ModuleSpec = {
  apiName: "Leads",
  singular: "Lead",
  plural: "Leads",
  nameField: "Full_Name",
  fields: [
    ...personFields(),
    field("Company", "text", { length: 200 }),
    field("Designation", "text", { length: 100 }),
    field("Website", "website"),
    field("Lead_Status", "picklist", {
      options: ["-None-", "Attempted to Contact", "Contacted", "Junk Lead", "Not Contacted"],
    }),
    field("Industry", "picklist", { options: INDUSTRIES }),
    field("Rating", "picklist", { options: ["-None-", "Acquired", "Active", "Project Cancelled"] }),
    field("No_of_Employees", "integer"),
    field("Annual_Revenue", "currency", { decimals: 2 }),
    ...fields("text", "Street", "City", "State", "Zip_Code", "Country"),
    field("Converted__s", "boolean", { readOnly: true, label: "Is Converted" }),
    field("Converted_Date_Time", "datetime", { readOnly: true }),
    field("Interests", "multiselectpicklist", {
      custom: true,
      options: ["Analytics", "Billing", "Integration", "Mobile", "Support"],
    }),
    field("Score", "double", { custom: true, decimals: 2 }),
    field("Discount", "percent", { custom: true, decimals: 2 }),
    field("Legacy_Number", "bigint", { custom: true }),
    field("Next_Visit", "date", { custom: true }),
    field("Last_Contact_At", "datetime", { custom: true }),
    field("Newsletter", "boolean", { custom: true }),
    field("Referred_By", "lookup", { custom: true, target: "Contacts" }),
    field("Account_Manager", "userlookup", { custom: true }),
    field("Favourite_Products", "multiselectlookup", {
      custom: true,
      target: "Products",
      link: "Favourite_Products",
    }),
    field("Addresses", "subform", {
      custom: true,
      rows: [
        field("Label", "text", { length: 60 }),
        field("Town", "text"),
        field("Is_Main", "boolean"),
        field("Floors", "integer"),
      ],
    }),
    field("Lead_Number", "autonumber", { custom: true, readOnly: true }),
    field("Revenue_per_Employee", "formula", {
      custom: true,
      readOnly: true,
      expression: `${inFormula("Leads.Annual Revenue")}/${inFormula("Leads.No of Employees")}`,
      reads: ["Annual_Revenue", "No_of_Employees"],
      computed: ({ values }) =>
        typeof values.Annual_Revenue === "number" && Number(values.No_of_Employees) > 0
          ? Math.round((values.Annual_Revenue / Number(values.No_of_Employees)) * 100) / 100
          : null,
    }),
    field("Age_in_Days", "formula", {
      custom: true,
      readOnly: true,
      expression: `Datecomp(Now(), ${inFormula("Leads.Created Time")})/1440`,
      computed: ({ createdAt, now }) => Math.floor((now - createdAt) / 86_400_000),
    }),
    ...customTexts(22),
  ],
};

const contacts: ModuleSpec = {
  apiName: "Contacts",
  singular: "Contact",
  plural: "Contacts",
  nameField: "Full_Name",
  fields: [
    ...personFields(),
    field("Account_Name", "lookup", { target: "Accounts" }),
    field("Vendor_Name", "lookup", { target: "Vendors" }),
    field("Reporting_To", "lookup", { target: "Contacts" }),
    field("Title", "text", { length: 100 }),
    field("Department", "text", { length: 50 }),
    field("Assistant", "text", { length: 50 }),
    ...fields("phone", "Home_Phone", "Other_Phone", "Asst_Phone"),
    field("Date_of_Birth", "date"),
    ...fields("text", "Mailing_Street", "Mailing_City", "Mailing_State", "Mailing_Zip"),
    ...fields("text", "Mailing_Country", "Other_Street", "Other_City", "Other_State"),
    ...fields("text", "Other_Zip", "Other_Country"),
    field("Loyalty_Points", "integer", { custom: true }),
    field("Member_Since", "date", { custom: true }),
    field("Languages", "multiselectpicklist", {
      custom: true,
      options: ["English", "French", "German", "Hindi", "Japanese"],
    }),
    ...customTexts(20),
  ],
};

const accounts: ModuleSpec = {
  apiName: "Accounts",
  singular: "Account",
  plural: "Accounts",
  nameField: "Account_Name",
  fields: [
    field("Account_Name", "text", { length: 200, mandatory: true }),
    field("Account_Number", "bigint"),
    field("Account_Type", "picklist", {
      options: ["-None-", "Analyst", "Competitor", "Customer", "Investor", "Partner"],
    }),
    field("Industry", "picklist", { options: INDUSTRIES }),
    field("Parent_Account", "lookup", { target: "Accounts" }),
    field("Phone", "phone"),
    field("Fax", "phone"),
    field("Website", "website"),
    field("Ticker_Symbol", "text", { length: 30 }),
    field("Employees", "integer"),
    field("Annual_Revenue", "currency", { decimals: 2 }),
    field("SIC_Code", "integer"),
    field("Rating", "picklist", { options: ["-None-", "Acquired", "Active"] }),
    ...fields("text", "Billing_Street", "Billing_City", "Billing_State", "Billing_Code"),
    ...fields("text", "Billing_Country", "Shipping_Street", "Shipping_City", "Shipping_State"),
    ...fields("text", "Shipping_Code", "Shipping_Country"),
    field("Description", "textarea", { richText: true }),
  ],
};

const vendors: ModuleSpec = {
  apiName: "Vendors",
  singular: "Vendor",
  plural: "Vendors",
  nameField: "Vendor_Name",
  fields: [
    field("Vendor_Name", "text", { length: 120, mandatory: true }),
    field("Email", "email"),
    field("Phone", "phone"),
    field("Website", "website"),
    field("Category", "text"),
    ...fields("text", "Street", "City", "State", "Zip_Code", "Country"),
    field("Description", "textarea"),
  ],
};

/** A custom module; the name field of these is `Name`. */
const subscriptions: ModuleSpec = {
  apiName: "Subscriptions",
  singular: "Subscription",
  plural: "Subscriptions",
  nameField: "Name",
  custom: true,
  scopeName: "custom",
  fields: [
    field("Name", "text", { label: "Subscription Name", length: 120, mandatory: true }),
    field("Subscriber", "lookup", { custom: true, target: "Contacts" }),
    field("Seats", "integer", { custom: true }),
    field("Monthly_Fee", "currency", { custom: true, decimals: 2 }),
    field("Add_Ons", "multiselectpicklist", {
      custom: true,
      options: ["Backup", "Priority Support", "Storage", "Training"],
    }),
    field("Start_Date", "date", { custom: true }),
    field("Renews_At", "datetime", { custom: true }),
    field("Auto_Renew", "boolean", { custom: true }),
    field("Email", "email", { custom: true }),
  ],
};

export const PEOPLE_MODULES: readonly ModuleSpec[] = [
  leads,
  contacts,
  accounts,
  vendors,
  subscriptions,
];
