import { input } from "@prismatic-io/spectral";
import type { RecordValues } from "../client/recordValues";
import type { Triggers } from "../crm/records";
import { parseJson } from "../shared/json";
import { toChoice, toKeyValues, toText } from "./cleaners";

export const dynamicValues = input({
  label: "Dynamic Fields",
  placeholder: "Reference an object of field values",
  type: "data",
  required: false,
  comments:
    "Field values as one object, from an earlier step or a key-value config variable. A field that Values holds as well takes its value from there.",
  example: '{"Last_Name": "Rao", "Company": "Acme"}',
  // Pairs come from a config variable, where a person typed the values.
  clean: (value: unknown): RecordValues => {
    const given = typeof value === "string" ? (parseJson(value) ?? value) : value;
    const values = toKeyValues("Dynamic Fields")(given);
    return Array.isArray(given) ? { given: {}, typed: values } : { given: values, typed: {} };
  },
});

export const fieldValues = input({
  label: "Values",
  placeholder: "Enter field API names and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments:
    "Field API names and their values. Text is turned into what the field expects: numbers, true or false, several options separated by semicolons, the ID of a related record. An empty value clears the field.",
  example: "Last_Name: Rao",
  clean: toKeyValues("Values"),
});

const AUTOMATIONS = ["all", "none", "workflow", "approval", "blueprint"] as const;

export const automations = input({
  label: "Automations to Run",
  placeholder: "Select automations",
  type: "string",
  required: false,
  comments: "Which automations of Zoho CRM this write sets off. When empty, all of them run.",
  example: "none",
  model: [
    { label: "All", value: "all" },
    { label: "None", value: "none" },
    { label: "Workflows", value: "workflow" },
    { label: "Approvals", value: "approval" },
    { label: "Blueprints", value: "blueprint" },
  ],
  clean: (value: unknown): Triggers => {
    const choice = toChoice("Automations to Run", AUTOMATIONS)(value);
    if (choice === "" || choice === "all") return undefined;
    return choice === "none" ? [] : [choice];
  },
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

/** Both sources of values as one: typed Values win over Dynamic Fields. */
export const mergedValues = (
  dynamic: RecordValues,
  values: Record<string, unknown>,
): RecordValues => ({ given: dynamic.given, typed: { ...dynamic.typed, ...values } });
