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
    "Field names and their values. JSON is taken as JSON, numbers and true or false where the field holds them, everything else as text. Custom fields go by their API name, such as cf_region. Dates are written as 2026-01-31.",
  placeholder: "Enter field names and values",
  example: "contact_name: Harbor Supply",
});

/** For updates, where line_items need a word of warning. */
export const changedValues = input({
  ...fieldValues,
  comments: `${fieldValues.comments} Only the named fields change, but line_items are replaced as a whole: lines that are not named go, unless Keep Other Lines is true.`,
});

export const keepLineItems = input({
  label: "Keep Other Lines",
  type: "boolean",
  required: false,
  default: "false",
  comments:
    "When true, lines that line_items does not name by line_item_id stay as they are. The record is read first, which costs one more API call; a change made by somebody else in between is lost.",
  example: "true",
  clean: toFlag("Keep Other Lines"),
});
