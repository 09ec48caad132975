import { input } from "@prismatic-io/spectral";
import { MODULE_MENU } from "../crm/modules";
import { toModuleName, toText } from "./cleaners";

export const recordType = input({
  label: "Record Type",
  placeholder: "Select a record type",
  type: "string",
  required: true,
  comments:
    "The CRM module to work on. For a module that is not listed, select Other Module and fill in Module API Name.",
  example: "Leads",
  model: MODULE_MENU,
  clean: toModuleName("Record Type"),
});

export const moduleApiName = input({
  label: "Module API Name",
  placeholder: "Enter module API name",
  type: "string",
  required: false,
  dataSource: "selectCrmModule",
  comments:
    "The API name of any module, including custom ones. Overrides Record Type. Case-sensitive.",
  example: "Subscriptions",
  clean: toText("Module API Name"),
});

export const recordId = input({
  label: "Record ID",
  placeholder: "Enter record ID",
  type: "string",
  required: true,
  dataSource: "selectCrmRecord",
  comments: "The ID of the record: 18 or 19 digits, as text.",
  example: "4876876000001234001",
  clean: toText("Record ID"),
});
