import { formatTime } from "../../clock";
import { fullName } from "../../state/organization";
import { lastActivity, type StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import { type DataType, ROW_TYPES, type StoredValue } from "../../state/schema/field";
import type { Field, Module } from "../../state/schema/modules";
import { invalidColumn, queryLimit, unsupportedType } from "../errors";
import { renderLookup } from "../records/render";
import type { ColumnPath } from "./ast";

const MAX_HOPS = 2;
/** The modules that support paths such as `'What_Id->Leads.Last_Name'` (facts 4). */
const POLYMORPHIC_MODULES = new Set(["Tasks", "Events", "Calls"]);

/** A column of the schema, with functions for its raw value and the value in replies. */
export interface ResolvedColumn {
  text: string;
  dataType: DataType;
  /** The field and its module; undefined for `id`. */
  source?: { module: Module; field: Field };
  read: (record: StoredRecord) => StoredValue;
  render: (record: StoredRecord) => unknown;
}

/** Reads the raw value of a field: times are numbers, lookups and users ids. */
function reader(field: Field): (record: StoredRecord) => StoredValue {
  const { apiName, computed } = field;
  switch (apiName) {
    case "Owner":
      return (record) => record.ownerId;
    case "Created_By":
      return (record) => record.createdBy;
    case "Modified_By":
      return (record) => record.modifiedBy;
    case "Created_Time":
      return (record) => record.createdAt;
    case "Modified_Time":
      return (record) => record.modifiedAt;
    case "Last_Activity_Time":
      return lastActivity;
    case "Converted__s":
      return (record) => record.converted;
    case "Tag":
      return (record) => record.tags.join(";") || null;
    default:
      break;
  }
  if (computed) return computed;
  const empty = field.dataType === "boolean" ? false : null;
  return (record) => record.values[apiName] ?? empty;
}

function renderUser(state: SandboxState, id: string): unknown {
  const user = state.user(id);
  return user ? { name: fullName(user), id: user.id } : null;
}

/**
 * Renders a value that is not null. Lookups are `{name, id}`, polymorphic ones `{id}` (facts 4).
 */
function renderer(state: SandboxState, field: Field): (value: StoredValue) => unknown {
  const { timeOffset } = state.variants;
  switch (field.dataType) {
    case "lookup":
      return (value) => renderLookup(state, field.target, String(value));
    case "multi_module_lookup":
      return (value) => ({ id: value });
    case "ownerlookup":
    case "userlookup":
      return (value) => renderUser(state, String(value));
    case "datetime":
      return (value) => formatTime(Number(value), timeOffset);
    default:
      return (value) => value;
  }
}

const idColumn = (text: string): ResolvedColumn => ({
  text,
  dataType: "bigint",
  read: (record) => record.id,
  render: (record) => record.id,
});

function fieldColumn(
  state: SandboxState,
  module: Module,
  text: string,
  name: string,
): ResolvedColumn {
  if (name === "id") return idColumn(text);
  const field = module.byName.get(name);
  if (!field) throw invalidColumn(text, module.apiName);
  if (ROW_TYPES.has(field.dataType)) throw unsupportedType(text, field.dataType);
  const read = reader(field);
  const show = renderer(state, field);
  const render = (record: StoredRecord): unknown => {
    const value = read(record);
    return value === null ? null : show(value);
  };
  return { text, dataType: field.dataType, source: { module, field }, read, render };
}

/** The module that a lookup refers to. Only the path of a polymorphic lookup may name it. */
function targetModule(state: SandboxState, module: Module, path: ColumnPath, name: string): Module {
  const field = module.byName.get(name);
  const isPolymorphic = field?.dataType === "multi_module_lookup";
  const isAllowed = isPolymorphic
    ? POLYMORPHIC_MODULES.has(module.apiName)
    : path.through === undefined && field?.dataType === "lookup";
  const targetName = isPolymorphic ? path.through : field?.target;
  const target = isAllowed ? state.modules.get(targetName ?? "") : undefined;
  if (!target?.readable) throw invalidColumn(path.text, module.apiName);
  return target;
}

/** Resolves a column path across at most two lookups. */
export function resolveColumn(
  state: SandboxState,
  module: Module,
  path: ColumnPath,
): ResolvedColumn {
  if (path.names.length > MAX_HOPS + 1) throw queryLimit("joins", MAX_HOPS);
  const [name = "", ...names] = path.names;
  if (names.length === 0) return fieldColumn(state, module, path.text, name);
  const target = targetModule(state, module, path, name);
  const inner = resolveColumn(state, target, { text: path.text, names });
  const store = state.store(target);
  const parent = (record: StoredRecord): StoredRecord | undefined => {
    const id = record.values[name];
    const isThere = path.through === undefined || record.values.$se_module === target.apiName;
    return typeof id === "string" && isThere ? store.get(id) : undefined;
  };
  return {
    ...inner,
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
