import { type FieldSpec, field, inFormula, type ModuleSpec, type SubRow } from "./field";

const custom = (...parameters: Parameters<typeof field>): FieldSpec => {
  const [apiName, dataType, more] = parameters;
  return field(apiName, dataType, { custom: true, ...more });
};

/** The total hours of the work log. */
const totalHours = (rows: readonly SubRow[]): number =>
  rows.reduce((sum, { Hours }) => sum + (typeof Hours === "number" ? Hours : 0), 0);

const numbers = (): FieldSpec[] => [
  custom("Head_Count", "integer"),
  custom("Reference", "bigint"),
  custom("Ratio", "double", { decimals: 3 }),
  custom("Budget", "currency", { decimals: 2 }),
  custom("Completion", "percent", { decimals: 2 }),
  custom("Project_Number", "autonumber", { readOnly: true }),
  custom("Budget_per_Head", "formula", {
    readOnly: true,
    expression: `${inFormula("Projects.Budget")}/${inFormula("Projects.Head Count")}`,
    reads: ["Budget", "Head_Count"],
    computed: ({ values: { Budget, Head_Count } }) =>
      typeof Budget === "number" && Number(Head_Count) > 0
        ? Math.round((Budget / Number(Head_Count)) * 100) / 100
        : null,
  }),
  custom("Total_Hours", "rollup_summary", {
    readOnly: true,
    reads: ["Work_Log"],
    computed: ({ values: { Work_Log } }) =>
      Array.isArray(Work_Log) ? totalHours(Work_Log as SubRow[]) : null,
  }),
];

const references = (): FieldSpec[] => [
  custom("Customer", "lookup", { target: "Accounts" }),
  custom("Lead_Engineer", "userlookup"),
  custom("Reviewers", "multiuserlookup", { link: "Reviewers" }),
  custom("Partners", "multiselectlookup", { target: "Accounts", link: "Partners" }),
  custom("Work_Log", "subform", {
    rows: [
      field("Day", "date"),
      field("Hours", "double"),
      field("Engineer", "userlookup"),
      field("Task", "lookup", { target: "Tasks" }),
      field("Remark", "text", { length: 100 }),
    ],
  }),
  custom("Contracts", "fileupload"),
  custom("Pictures", "imageupload"),
];

/** A custom module with a field of every type. */
export const projects: ModuleSpec = {
  apiName: "Projects",
  singular: "Project",
  plural: "Projects",
  nameField: "Name",
  custom: true,
  scopeName: "custom",
  fields: [
    field("Name", "text", { label: "Project Name", length: 120, mandatory: true }),
    custom("Code", "text", { unique: true, length: 20 }),
    custom("Overview", "textarea", { richText: true }),
    custom("Remarks", "textarea", { length: 2000 }),
    custom("Contact_Email", "email"),
    custom("Contact_Phone", "phone"),
    custom("Site", "website"),
    custom("Phase", "picklist", {
      restricted: true,
      options: ["-None-", "Draft", "Running", "On Hold", "Done"],
    }),
    custom("Skills", "multiselectpicklist", { options: ["Design", "Field Work", "Testing"] }),
    custom("Billable", "boolean"),
    custom("Starts_On", "date"),
    custom("Kick_Off", "datetime"),
    ...numbers(),
    ...references(),
  ],
};
