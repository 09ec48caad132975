import { input } from "@prismatic-io/spectral";
import { RECORD_TYPES } from "../books/recordTypes";
import { toText } from "./cleaners";

/** Selects a record of Zoho Books. */
export const recordType = input({
  label: "Record Type",
  placeholder: "Select a record type",
  type: "string",
  required: true,
  comments: "The type of record in Zoho Books.",
  example: "invoices",
  model: RECORD_TYPES.map(({ label, value }) => ({ label, value })),
  clean: toText("Record Type"),
});

export const recordId = input({
  label: "Record ID",
  placeholder: "Enter record ID",
  type: "string",
  required: false,
  dataSource: "selectBooksRecord",
  comments:
    "The ID of the record, as text. Leave empty only for Opening Balances, which exist once per organization.",
  example: "260815000000305001",
  clean: toText("Record ID"),
});

export const parentRecordType = input({
  ...recordType,
  label: "Parent Record Type",
  required: false,
  comments:
    "The type of the parent record: Contacts for Contact Persons, Projects for the tasks of a project. When empty, the usual parent type is used.",
  example: "contacts",
  clean: toText("Parent Record Type"),
});

export const parentRecordId = input({
  label: "Parent Record ID",
  placeholder: "Enter parent record ID",
  type: "string",
  required: false,
  dataSource: "selectBooksRecord",
  comments:
    "The ID of the parent record. Required for Contact Persons; for Tasks, selects the tasks of one project.",
  example: "260815000000201001",
  clean: toText("Parent Record ID"),
});

export const organizationId = input({
  label: "Organization ID",
  placeholder: "Enter organization ID",
  type: "string",
  required: false,
  dataSource: "selectBooksOrganization",
  comments:
    "The Zoho Books organization. Required for writes if the connected user belongs to several; reads use the default one when empty.",
  example: "700100200",
  clean: toText("Organization ID"),
});
