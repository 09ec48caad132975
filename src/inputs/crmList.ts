import { input } from "@prismatic-io/spectral";
import { CRM_LIST } from "../limits";
import { toChoice, toFlag, toInstant, toText, toTextList, toWholeNumber } from "./cleaners";

export const fields = input({
  label: "Fields",
  placeholder: "Enter field API names",
  type: "string",
  collection: "valuelist",
  required: false,
  dataSource: "selectCrmField",
  comments:
    "API names of the fields to return. When empty, all fields are returned. The record ID is always included.",
  example: "Last_Name",
  clean: toTextList("Fields"),
});

/** As fields, for lists, which Zoho serves 50 fields at a time. */
export const listFields = input({
  ...fields,
  comments: `API names of the fields to return. When empty, all fields are returned. More than ${CRM_LIST.maxFieldsPerCall} fields take extra API calls for every ${CRM_LIST.maxIdsPerCall} records.`,
});

export const page = input({
  label: "Page",
  placeholder: "Enter page number",
  type: "string",
  required: false,
  default: "1",
  comments: `The page to return, or to start from with Fetch All. Page numbers reach only the first ${CRM_LIST.maxRecordsByPageNumber} records.`,
  example: "1",
  clean: toWholeNumber("Page", { fallback: 1, min: 1, max: Number.POSITIVE_INFINITY }),
});

export const perPage = input({
  label: "Per Page",
  placeholder: "Enter records per page",
  type: "string",
  required: false,
  default: String(CRM_LIST.maxRecordsPerPage),
  comments: `Records per page, at most ${CRM_LIST.maxRecordsPerPage}.`,
  example: "200",
  clean: toWholeNumber("Per Page", {
    fallback: CRM_LIST.maxRecordsPerPage,
    min: 1,
    max: CRM_LIST.maxRecordsPerPage,
  }),
});

export const pageToken = input({
  label: "Page Token",
  placeholder: "Enter page token",
  type: "string",
  required: false,
  comments:
    "The next_page_token of the previous reply, valid for 24 hours with the same inputs. Overrides Page.",
  example: "c8582xx9e7c7",
  clean: toText("Page Token"),
});

export const sortOrder = input({
  label: "Sort Order",
  placeholder: "Select sort order",
  type: "string",
  required: false,
  comments: "The sort direction. When empty, Zoho sorts in descending order.",
  example: "asc",
  model: [
    { label: "Ascending", value: "asc" },
    { label: "Descending", value: "desc" },
  ],
  clean: toChoice("Sort Order", ["asc", "desc"]),
});

export const sortBy = input({
  label: "Sort By",
  placeholder: "Select a field",
  type: "string",
  required: false,
  comments: "The field to sort by. When empty, Zoho sorts by ID.",
  example: "Modified_Time",
  model: [
    { label: "Id", value: "id" },
    { label: "Created Time", value: "Created_Time" },
    { label: "Modified Time", value: "Modified_Time" },
  ],
  clean: toChoice("Sort By", ["id", "Created_Time", "Modified_Time"]),
});

export const fetchAll = input({
  label: "Fetch All",
  type: "boolean",
  required: false,
  default: "false",
  comments: `When true, all pages are returned, up to ${CRM_LIST.maxRecordsByPageToken} records. Each ${CRM_LIST.maxRecordsPerPage} records cost one API credit; more than ${CRM_LIST.maxFieldsPerCall} fields or a custom view cost extra.`,
  example: "true",
  clean: toFlag("Fetch All"),
});

export const maxRecords = input({
  label: "Max Records",
  placeholder: "Enter a number",
  type: "string",
  required: false,
  comments: "The maximum number of records to return. When empty, only Zoho's own limit applies.",
  example: "1000",
  clean: toWholeNumber("Max Records", {
    fallback: Number.POSITIVE_INFINITY,
    min: 1,
    max: Number.POSITIVE_INFINITY,
  }),
});

export const customViewId = input({
  label: "Custom View ID",
  placeholder: "Enter custom view ID",
  type: "string",
  required: false,
  comments:
    "Returns only the records of this custom view, in its order. Each page costs three API credits instead of one.",
  example: "4876876000000087501",
  clean: toText("Custom View ID"),
});

export const recordIds = input({
  label: "Record IDs",
  placeholder: "Enter record IDs",
  type: "string",
  collection: "valuelist",
  required: false,
  comments:
    "Returns exactly these records in this order, including converted leads. Unknown IDs are skipped. Ignores paging and sorting; cannot be combined with Custom View ID or Modified Since.",
  example: "4876876000001234001",
  clean: toTextList("Record IDs"),
});

export const modifiedSince = input({
  label: "Modified Since",
  placeholder: "Enter a date or time",
  type: "string",
  required: false,
  comments:
    "Returns only records modified after this time: a date (midnight UTC) or a time with its UTC offset.",
  example: "2026-01-31T10:00:00+05:30",
  clean: toInstant("Modified Since"),
});

export const converted = input({
  label: "Converted Leads",
  placeholder: "Select which leads",
  type: "string",
  required: false,
  comments: "Whether to return converted leads; for Leads only. When empty, they are left out.",
  example: "both",
  model: [
    { label: "Exclude converted leads", value: "false" },
    { label: "Only converted leads", value: "true" },
    { label: "Both", value: "both" },
  ],
  clean: toChoice("Converted Leads", ["false", "true", "both"]),
});
