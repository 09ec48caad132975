import { input } from "@prismatic-io/spectral";
import { RECORD_TYPES } from "../books/recordTypes";
import { toText } from "./cleaners";

/** Which record of Zoho Books is meant. */
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
    "The identifier of the record: digits, passed on as text. Empty only for Opening Balances, of which an organization has one.",
  example: "260815000000305001",
  clean: toText("Record ID"),
});

export const parentRecordType = input({
  ...recordType,
  label: "Parent Record Type",
  required: false,
  comments:
    "The type of the record that the record belongs to: Contacts for Contact Persons, Projects for the tasks of a project. When empty, the usual one is meant.",
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
    "The identifier of the record that the record belongs to. Needed for Contact Persons; for Tasks it stands for those of one project.",
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
    "The organization in Zoho Books. Needed when the connected user belongs to several: without it, reading uses the default one and writing stops.",
  example: "700100200",
  clean: toText("Organization ID"),
});
