import { formatTime } from "../../clock";
import { fullName } from "../../state/organization";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { DataType, StoredValue } from "../../state/schema/field";
import type { Field, Module } from "../../state/schema/modules";
import { invalidColumn, queryLimit, unsupportedType } from "../errors";
import { renderLookup } from "../records/render";
import type { ColumnPath } from "./ast";

const MAX_HOPS = 2;
const NOT_SELECTABLE = new Set<DataType>(["subform", "multiselectlookup"]);

/** A column found in the schema: how to read it raw, for comparing, and as the reply shows it. */
export interface ResolvedColumn {
  text: string;
  dataType: DataType;
  read: (record: StoredRecord) => StoredValue;
  render: (record: StoredRecord) => unknown;
}

/** The raw value of a field: times as numbers, lookups and users as ids. */
function readField(field: Field, record: StoredRecord): StoredValue {
  switch (field.apiName) {
    case "Owner":
      return record.ownerId;
    case "Created_By":
      return record.createdBy;
    case "Modified_By":
      return record.modifiedBy;
    case "Created_Time":
      return record.createdAt;
    case "Modified_Time":
    case "Last_Activity_Time":
      return record.modifiedAt;
    case "Converted__s":
      return record.converted;
    case "Tag":
      return record.tags.join(";") || null;
    default:
      break;
  }
  const value = field.computed
    ? field.computed(record.values)
    : (record.values[field.apiName] ?? null);
  return field.dataType === "boolean" ? (value ?? false) : value;
}

/** Lookups are `{name, id}`, those into several modules the id only (facts 4). */
function renderValue(state: SandboxState, field: Field, value: StoredValue): unknown {
  if (value === null) return null;
  switch (field.dataType) {
    case "lookup":
      return renderLookup(state, field.target, String(value));
    case "multi_module_lookup":
      return { id: value };
    case "ownerlookup":
    case "userlookup": {
      const user = state.user(String(value));
      return user ? { name: fullName(user), id: user.id } : null;
    }
    case "datetime":
      return formatTime(Number(value), state.variants.timeOffset);
    default:
      return value;
  }
}

const idColumn = (text: string): ResolvedColumn => ({
  text,
  dataType: "bigint",
  read: (record) => record.id,
  render: (record) => record.id,
});

function fieldColumn(state: SandboxState, module: Module, text: string, name: string) {
  if (name === "id") return idColumn(text);
  const field = module.byName.get(name);
  if (!field) throw invalidColumn(text, module.apiName);
  if (NOT_SELECTABLE.has(field.dataType)) throw unsupportedType(text, field.dataType);
  const read = (record: StoredRecord): StoredValue => readField(field, record);
  return {
    text,
    dataType: field.dataType,
    read,
    render: (record: StoredRecord) => renderValue(state, field, read(record)),
  };
}

/** The module a lookup in a path leads to. */
function targetModule(state: SandboxState, module: Module, path: ColumnPath, name: string): Module {
  const field = module.byName.get(name);
  const isPolymorphic = field?.dataType === "multi_module_lookup";
  const targetName = isPolymorphic ? path.through : field?.target;
  const target = field?.rows ? undefined : state.modules.get(targetName ?? "");
  if (!target) throw invalidColumn(path.text, module.apiName);
  return target;
}

/** Finds a column by its path, over at most two lookups. */
export function resolveColumn(
  state: SandboxState,
  module: Module,
  path: ColumnPath,
  names: readonly string[] = path.names,
): ResolvedColumn {
  if (names.length > MAX_HOPS + 1) throw queryLimit("joins", MAX_HOPS);
  const [name = "", ...rest] = names;
  if (rest.length === 0) return fieldColumn(state, module, path.text, name);
  const target = targetModule(state, module, path, name);
  const inner = resolveColumn(state, target, path, rest);
  const parent = (record: StoredRecord): StoredRecord | undefined => {
    const id = record.values[name];
    const isThere = path.through === undefined || record.values.$se_module === target.apiName;
    return typeof id === "string" && isThere ? state.store(target).get(id) : undefined;
  };
  return {
    text: path.text,
    dataType: inner.dataType,
    read: (record) => {
      const found = parent(record);
      return found ? inner.read(found) : null;
    },
    render: (record) => {
      const found = parent(record);
      return found ? inner.render(found) : null;
    },
  };
}
