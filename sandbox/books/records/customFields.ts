import { isJsonObject, type JsonObject } from "../../http";
import { refused } from "../errors";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";

const API_NAME = /^cf_[a-z0-9_]+$/;

/** Custom fields that every type has. */
const DEFINED = ["cf_external_id", "cf_region", "cf_priority"] as const;

const toLabel = (apiName: string): string =>
  apiName
    .slice("cf_".length)
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

/** Derived from the name, so a field has the same id in every run. */
function customFieldId(organization: BooksOrganization, type: RecordType, apiName: string): string {
  let sum = 7;
  for (const letter of `${type.value} ${apiName}`) {
    sum = (sum * 31 + letter.charCodeAt(0)) % 900_000_000;
  }
  return `${organization.profile.idPrefix}${String(900_000_000_000 + sum)}`;
}

function findApiName(
  organization: BooksOrganization,
  type: RecordType,
  field: JsonObject,
  known: readonly string[],
): string | undefined {
  if (typeof field.api_name === "string") return field.api_name;
  const label = typeof field.label === "string" ? field.label : undefined;
  return known.find(
    (name) =>
      customFieldId(organization, type, name) === String(field.customfield_id) ||
      toLabel(name) === label,
  );
}

const isField = (value: unknown): value is JsonObject => isJsonObject(value);

/**
 * The custom fields of a record after a write: the input replaces fields by `api_name`,
 * `customfield_id` or label; others stay (facts 7). With `undefinedAllowed` any `cf_` name is a
 * field.
 */
export function writeCustomFields(
  organization: BooksOrganization,
  type: RecordType,
  { input, before }: { input: unknown; before: unknown },
  undefinedAllowed: boolean,
): JsonObject[] {
  const previous = Array.isArray(before) ? before.filter(isField) : [];
  if (!Array.isArray(input)) throw refused(2, "Invalid value passed for custom_fields");
  const next = new Map(previous.map((field) => [String(field.api_name), field]));
  const known = [...DEFINED, ...next.keys()];
  for (const entry of input) {
    const apiName = isField(entry) ? findApiName(organization, type, entry, known) : undefined;
    const isKnown = apiName !== undefined && known.includes(apiName);
    const isAccepted = apiName !== undefined && undefinedAllowed && API_NAME.test(apiName);
    if (!isField(entry) || !apiName || !(isKnown || isAccepted)) {
      throw refused(2, "Invalid value passed for custom_fields");
    }
    next.set(apiName, {
      customfield_id: customFieldId(organization, type, apiName),
      api_name: apiName,
      label: toLabel(apiName),
      data_type: typeof entry.value === "number" ? "number" : "string",
      index: next.get(apiName)?.index ?? next.size + 1,
      show_on_pdf: false,
      value: entry.value ?? "",
      value_formatted: String(entry.value ?? ""),
    });
  }
  return [...next.values()];
}

/** The value of a custom field; "" if there is none. */
export function customValue(values: JsonObject, apiName: string): string {
  const fields = Array.isArray(values.custom_fields) ? values.custom_fields.filter(isField) : [];
  const value = fields.find((field) => field.api_name === apiName)?.value;
  return value === undefined ? "" : String(value);
}

/** `cf_region` and `cf_region_unformatted` for every custom field (facts 7). */
export function flattened(values: JsonObject): JsonObject {
  const flat: JsonObject = {};
  const fields = Array.isArray(values.custom_fields) ? values.custom_fields.filter(isField) : [];
  for (const { api_name, value, value_formatted } of fields) {
    flat[String(api_name)] = value_formatted;
    flat[`${String(api_name)}_unformatted`] = value;
  }
  return flat;
}
