import { input } from "@prismatic-io/spectral";
import { CRM_LIST, CRM_SEARCH } from "../limits";
import { toChoice, toInstant, toKeyValues, toText } from "./cleaners";
import { fetchAll, fields } from "./crmList";

export const criteria = input({
  label: "Criteria",
  placeholder: "Enter criteria",
  type: "string",
  required: false,
  comments:
    "Criteria in Zoho's search syntax, sent unchanged. Escape parentheses, commas and backslashes in values with a backslash; Field Values does this for you.",
  example: "((Last_Name:starts_with:R)and(City:equals:Pune))",
  clean: toText("Criteria"),
});

export const fieldMatches = input({
  label: "Field Values",
  placeholder: "Enter field API names and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments:
    "Fields and values that must all match. Zoho finds text anywhere in the field. To compare differently, add an operator to the field: Amount:greater_than, Last_Name:starts_with, City:in.",
  example: "Last_Name: Rao",
  clean: toKeyValues("Field Values"),
});

export const email = input({
  label: "Email",
  placeholder: "Enter email address",
  type: "string",
  required: false,
  comments: "Finds records with this address in any of their email fields.",
  example: "priya.rao@example.com",
  clean: toText("Email"),
});

export const phone = input({
  label: "Phone",
  placeholder: "Enter phone number",
  type: "string",
  required: false,
  comments: "Finds records with this number in any of their phone fields.",
  example: "+1 555 0100",
  clean: toText("Phone"),
});

export const word = input({
  label: "Word",
  placeholder: "Enter a word",
  type: "string",
  required: false,
  comments: "Finds records with this word in any of their fields.",
  example: "Acme",
  clean: toText("Word"),
});

export const searchFields = input({
  ...fields,
  comments: "API names of the fields to return. When empty, Zoho returns all of them.",
});

export const searchFetchAll = input({
  ...fetchAll,
  comments: `When true, all pages are returned, up to the ${CRM_SEARCH.maxRecords} records that Zoho's search reaches.`,
});

export const relatedList = input({
  label: "Related List",
  placeholder: "Enter API name of the related list",
  type: "string",
  required: true,
  comments: "The API name of the related list, such as Notes, Deals, Contacts or Products.",
  example: "Notes",
  clean: toText("Related List"),
});

export const relatedFields = input({
  ...fields,
  dataSource: undefined,
  comments: `API names of the fields of the related records to return, at most ${CRM_LIST.maxFieldsPerCall}. When empty, the first ${CRM_LIST.maxFieldsPerCall} fields are returned.`,
});

export const relatedFetchAll = input({
  ...fetchAll,
  comments: `When true, all pages are returned, up to ${CRM_LIST.maxRecordsByPageNumber} records.`,
});

export const deletedType = input({
  label: "Deletion Type",
  placeholder: "Select which deletions",
  type: "string",
  required: false,
  comments:
    "Whether to return records in the recycle bin, permanently deleted ones, or both. When empty, both.",
  example: "recycle",
  model: [
    { label: "All", value: "all" },
    { label: "In the recycle bin", value: "recycle" },
    { label: "Permanently deleted", value: "permanent" },
  ],
  clean: (value: unknown): string =>
    toChoice("Deletion Type", ["all", "recycle", "permanent"])(value) || "all",
});

export const deletedSince = input({
  label: "Deleted Since",
  placeholder: "Enter a date or time",
  type: "string",
  required: false,
  comments:
    "Returns only records deleted after this time: a date (midnight UTC) or a time with its UTC offset.",
  example: "2026-01-31T10:00:00+05:30",
  clean: toInstant("Deleted Since"),
});

export const deletedFetchAll = input({
  ...fetchAll,
  comments: "When true, all pages are returned.",
});
