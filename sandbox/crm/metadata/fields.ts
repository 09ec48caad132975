import { type JsonObject, noContent, ok, type Reply } from "../../http";
import { formatId } from "../../state/ids";
import { PROFILES } from "../../state/organization";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType } from "../../state/schema/field";
import type { Field, Module } from "../../state/schema/modules";
import { missingParameter } from "../errors";
import { type CrmRequest, knownModule } from "../request";

/** The JSON type of values by data type; by default string. */
const JSON_TYPES: Partial<Record<DataType, string>> = {
  multiselectpicklist: "jsonarray",
  integer: "integer",
  double: "double",
  currency: "double",
  percent: "double",
  formula: "double",
  boolean: "boolean",
  lookup: "jsonobject",
  ownerlookup: "jsonobject",
  userlookup: "jsonobject",
  multi_module_lookup: "jsonobject",
  multiselectlookup: "jsonarray",
  subform: "jsonarray",
  fileupload: "jsonarray",
  imageupload: "jsonarray",
  multiuserlookup: "jsonarray",
  rollup_summary: "double",
};

/** The options of a field, in order. */
export const picklistValues = (field: Field): JsonObject[] =>
  (field.options ?? []).map((option, index) => ({
    display_value: option,
    actual_value: option,
    reference_value: option,
    sequence_number: index + 1,
    colour_code: null,
    id: formatId(Number(field.id.slice(7)) * 100 + index),
    type: "used",
  }));

function lookupKeys(state: SandboxState, field: Field): JsonObject {
  const target = state.modules.get(field.target ?? "");
  const module = target ? { api_name: target.apiName, id: target.id } : {};
  return {
    lookup:
      field.dataType === "lookup"
        ? { display_label: field.label, api_name: field.apiName, module, id: field.id }
        : {},
    multiselectlookup:
      field.dataType === "multiselectlookup"
        ? {
            display_label: field.label,
            api_name: field.link,
            lookup_apiname: field.link,
            connected_module: module,
            linking_module: { api_name: `${field.apiName}_X`, id: field.id },
            id: field.id,
          }
        : {},
    subform: field.rows ? { module: field.apiName, id: field.id } : {},
  };
}

function typeKeys(field: Field): JsonObject {
  const isCurrency = field.dataType === "currency";
  return {
    currency: isCurrency ? { rounding_option: "normal", precision: field.decimals ?? 2 } : {},
    formula: field.expression ? { return_type: "double", expression: field.expression } : {},
    auto_number: field.dataType === "autonumber" ? { prefix: null, start_number: 1 } : {},
    unique: field.unique ? { casesensitive: "false" } : {},
    textarea:
      field.dataType === "textarea" ? { type: field.richText ? "rich_text" : "small" } : null,
    decimal_place: field.decimals ?? null,
    pick_list_values: picklistValues(field),
  };
}

/** A field in the shape of `/settings/fields` (facts 7). */
export function renderFieldMetadata(
  state: SandboxState,
  module: Module,
  field: Field,
  index: number,
): JsonObject {
  const writable = !field.readOnly;
  return {
    id: field.id,
    api_name: field.apiName,
    field_label: field.label,
    display_label: field.label,
    data_type: field.dataType,
    json_type: JSON_TYPES[field.dataType] ?? "string",
    length: field.length,
    system_mandatory: field.mandatory ?? false,
    field_read_only: !writable,
    read_only: !writable,
    custom_field: field.custom ?? false,
    visible: true,
    webhook: true,
    virtual_field: false,
    display_field: module.nameField === field.apiName,
    sequence_number: index + 1,
    external: null,
    operation_type: {
      web_update: writable,
      api_create: writable,
      web_create: writable,
      api_update: writable,
    },
    view_type: { view: true, edit: writable, create: writable, quick_create: false },
    profiles: Object.values(PROFILES).map((profile) => ({
      ...profile,
      permission_type: writable ? "read_write" : "read_only",
    })),
    ...typeKeys(field),
    ...lookupKeys(state, field),
  };
}

/**
 * `GET /settings/fields?module=` (facts 7, 14); 204 for modules without fields and `type=unused`.
 */
export function listFields(state: SandboxState, request: CrmRequest): Reply {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  const other = state.otherModules.get(name);
  if (other && !other.hasFields) return noContent();
  const module = other?.module ?? knownModule(state, name);
  if (request.query.get("type") === "unused" || !module.readable) return noContent();
  return ok({
    fields: module.fields.map((field, index) => renderFieldMetadata(state, module, field, index)),
  });
}

/** `GET /settings/fields/{id}?module=`. */
export function getField(state: SandboxState, request: CrmRequest): Reply {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  const module = knownModule(state, name);
  const index = module.fields.findIndex((field) => field.id === request.params.id);
  const field = module.fields[index];
  return field ? ok({ fields: [renderFieldMetadata(state, module, field, index)] }) : noContent();
}
