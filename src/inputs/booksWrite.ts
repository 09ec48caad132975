import { input } from "@prismatic-io/spectral";
import { toFlag } from "./cleaners";
import { dynamicValues as crmDynamicValues, fieldValues as crmFieldValues } from "./crmWrite";

export const dynamicValues = input({
  ...crmDynamicValues,
  example: '{"contact_name": "Harbor Supply", "contact_type": "customer"}',
});

export const fieldValues = input({
  ...crmFieldValues,
  comments:
    "Field names and values. JSON is parsed; numbers and true or false are converted where the field expects them. Use API names for custom fields, such as cf_region, and dates such as 2026-01-31.",
  placeholder: "Enter field names and values",
  example: "contact_name: Harbor Supply",
});

/** For updates, with a warning about line_items. */
export const changedValues = input({
  ...fieldValues,
  comments: `${fieldValues.comments} Only these fields change, but line_items replaces all lines unless Keep Other Lines is true.`,
});

export const keepLineItems = input({
  label: "Keep Other Lines",
  type: "boolean",
  required: false,
  default: "false",
  comments:
    "When true, lines whose line_item_id is not listed in line_items are kept. This reads the record first (one extra API call); a concurrent change by someone else is lost.",
  example: "true",
  clean: toFlag("Keep Other Lines"),
});
