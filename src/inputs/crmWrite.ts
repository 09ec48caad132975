import { input } from "@prismatic-io/spectral";
import { AUTOMATIONS } from "../crm/records";
import { toChoice, toKeyValues, toRecordValues, toText } from "./cleaners";

export const dynamicValues = input({
  label: "Dynamic Fields",
  placeholder: "Reference an object of field values",
  type: "data",
  required: false,
  comments:
    "Field values as one object, from an earlier step or a key-value config variable. Values overrides fields that are in both.",
  example: '{"Last_Name": "Rao", "Company": "Acme"}',
  clean: toRecordValues("Dynamic Fields"),
});

export const fieldValues = input({
  label: "Values",
  placeholder: "Enter field API names and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments:
    "Field API names and values. Text is converted to the field's type: a number, true or false, options separated by semicolons, the ID of a related record. An empty value clears the field.",
  example: "Last_Name: Rao",
  clean: toKeyValues("Values"),
});

export const automations = input({
  label: "Automations to Run",
  placeholder: "Select automations",
  type: "string",
  required: false,
  comments: "The Zoho CRM automations that this write triggers. When empty, all of them run.",
  example: "none",
  model: [
    { label: "All", value: "all" },
    { label: "None", value: "none" },
    { label: "Workflows", value: "workflow" },
    { label: "Approvals", value: "approval" },
    { label: "Blueprints", value: "blueprint" },
  ],
  clean: toChoice("Automations to Run", AUTOMATIONS),
});

export const layoutId = input({
  label: "Layout ID",
  placeholder: "Enter layout ID",
  type: "string",
  required: false,
  comments: "The layout for the new record. When empty, the default layout of the module is used.",
  example: "4876876000000091055",
  clean: toText("Layout ID"),
});
