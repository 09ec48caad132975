import { formatTime } from "../../clock";
import type { JsonObject } from "../../http";
import { fullName } from "../../state/organization";
import { lastActivity, type StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import {
  type DataType,
  type FieldSpec,
  ROW_TYPES,
  type Scalar,
  type StoredValue,
  type SubRow,
} from "../../state/schema/field";
import type { Field, Module } from "../../state/schema/modules";

const RICH_TEXT_IN_LISTS = 500;
/** Types that lists do not return (facts 3.1). */
const SINGLE_ONLY = new Set<DataType>(["subform", "multiselectlookup", "multiuserlookup"]);

/** A user as the value of a field, with the email address (facts 13.5). */
export function renderUser(state: SandboxState, id: string): JsonObject | null {
  const user = state.user(id);
  return user ? { name: fullName(user), id, email: user.email } : null;
}

/** The record's name in lookups. */
export function recordName(module: Module, record: StoredRecord): StoredValue {
  const field = module.byName.get(module.nameField);
  return field?.computed ? field.computed(record) : (record.values[module.nameField] ?? null);
}

/** A lookup as `{name, id}`; the name is null if the record no longer exists. */
export function renderLookup(
  state: SandboxState,
  moduleName: string | undefined,
  id: Scalar,
): JsonObject | null {
  if (typeof id !== "string") return null;
  const module = state.modules.get(moduleName ?? "");
  const record = module && state.store(module).get(id);
  return { name: module && record ? recordName(module, record) : null, id };
}

function renderRow(state: SandboxState, field: FieldSpec, row: SubRow): JsonObject {
  if (field.dataType === "multiselectlookup") {
    const link = row[field.link ?? ""] ?? null;
    return { id: row.id, [field.link ?? ""]: renderLookup(state, field.target, link) };
  }
  if (field.dataType === "multiuserlookup") {
    return { id: row.id, [field.link ?? ""]: renderUser(state, String(row[field.link ?? ""])) };
  }
  if (!field.rows) return row;
  const cells = field.rows.map((cell) => [
    cell.apiName,
    renderScalar(state, cell, row[cell.apiName] ?? null),
  ]);
  return { id: row.id, ...Object.fromEntries(cells) };
}

function renderScalar(state: SandboxState, field: FieldSpec, value: StoredValue): unknown {
  if (value === null || Array.isArray(value)) return value;
  if (field.dataType === "lookup") return renderLookup(state, field.target, value);
  if (field.dataType === "ownerlookup" || field.dataType === "userlookup") {
    return renderUser(state, String(value));
  }
  if (field.dataType === "datetime") return formatTime(Number(value), state.variants.timeOffset);
  return value;
}

/** The tags of a record; `field` is the Tag field of its module. */
function renderTags(state: SandboxState, field: Field, record: StoredRecord): JsonObject[] {
  if (record.tags.length === 0) return [];
  const module = [...state.modules.values()].find(({ byName }) => byName.get("Tag") === field);
  const tags = state.tags.ofRecord(module?.apiName ?? "", record);
  return tags.map(({ name, id, colorCode }) => ({ name, id, color_code: colorCode }));
}

/** Values that are not stored in `values`. */
function systemValue(state: SandboxState, field: Field, record: StoredRecord): unknown {
  const { timeOffset } = state.variants;
  switch (field.apiName) {
    case "Owner":
      return renderUser(state, record.ownerId);
    case "Created_By":
      return renderUser(state, record.createdBy);
    case "Modified_By":
      return renderUser(state, record.modifiedBy);
    case "Created_Time":
      return formatTime(record.createdAt, timeOffset);
    case "Modified_Time":
      return formatTime(record.modifiedAt, timeOffset);
    case "Last_Activity_Time":
      return formatTime(lastActivity(record), timeOffset);
    case "Tag":
      return renderTags(state, field, record);
    case "Converted__s":
      return record.converted;
    default:
      return undefined;
  }
}

/** A field of a record as the API shows it. */
export function renderField(state: SandboxState, field: Field, record: StoredRecord): unknown {
  const system = systemValue(state, field, record);
  if (system !== undefined) return system;
  const value = field.computed ? field.computed(record) : (record.values[field.apiName] ?? null);
  if (field.dataType === "boolean") return value ?? false;
  if (field.dataType === "multi_module_lookup") {
    const parent = record.values.$se_module;
    return renderLookup(state, String(parent), Array.isArray(value) ? null : value);
  }
  if (ROW_TYPES.has(field.dataType)) {
    const rows = (value ?? []) as SubRow[];
    return rows.map((row) => renderRow(state, field, row));
  }
  return renderScalar(state, field, value);
}

/** A row of a list: the requested fields that lists support, and the id (facts 3.1). */
export function renderListRow(
  state: SandboxState,
  fields: readonly Field[],
  record: StoredRecord,
): JsonObject {
  const row: JsonObject = {};
  for (const field of fields) {
    if (SINGLE_ONLY.has(field.dataType)) continue;
    const value = renderField(state, field, record);
    row[field.apiName] =
      field.richText && typeof value === "string" ? value.slice(0, RICH_TEXT_IN_LISTS) : value;
  }
  row.id = record.id;
  return row;
}

/** The `$` keys of a record if no fields are named. */
const systemKeys = (module: Module, record: StoredRecord): JsonObject => ({
  $currency_symbol: "$",
  $field_states: null,
  $review_process: { approve: false, reject: false, resubmit: false },
  $editable: true,
  $orchestration: null,
  $in_merge: false,
  $approved: true,
  $approval_state: "approved",
  $approval: { delegate: false, approve: false, reject: false, resubmit: false },
  $locked_for_me: false,
  $process_flow: false,
  $state: "save",
  $has_more: Object.fromEntries(
    module.fields
      .filter((field) => SINGLE_ONLY.has(field.dataType))
      .map((field) => [field.apiName, false]),
  ),
  ...(module.apiName === "Leads" && { $converted: record.converted, $converted_detail: {} }),
  $se_module: record.values.$se_module,
});

/** A full record: all fields, subforms and `$` keys (facts 3.2). */
export function renderRecord(
  state: SandboxState,
  module: Module,
  record: StoredRecord,
): JsonObject {
  const row: JsonObject = { id: record.id };
  for (const field of module.fields) row[field.apiName] = renderField(state, field, record);
  return { ...row, Layout: module.layouts[0] ?? null, ...systemKeys(module, record) };
}
