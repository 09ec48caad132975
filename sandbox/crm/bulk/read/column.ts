import { formatTime } from "../../../clock";
import type { StoredRecord } from "../../../state/recordStore";
import type { SandboxState } from "../../../state/sandboxState";
import { type DataType, ROW_TYPES, type StoredValue } from "../../../state/schema/field";
import type { Module } from "../../../state/schema/modules";
import { type ResolvedColumn, resolveColumn } from "../../coql/columns";
import { RequestError } from "../../errors";
import { readError } from "../errors";

/** A column of the file. */
export interface BulkColumn {
  /** The API name; a field of a parent is a path with dots. */
  name: string;
  dataType: DataType;
  read: (record: StoredRecord) => StoredValue;
  text: (record: StoredRecord) => string;
}

/** Formats a value: lookups as ids, empty values as "" (facts 9.1). */
function valueText({ variants }: SandboxState, dataType: DataType, value: StoredValue): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(String).join(variants.bulkMultiSelect);
  if (dataType === "datetime") return formatTime(Number(value), variants.timeOffset);
  return String(value);
}

/** Resolves the column as COQL does, with the errors of bulk read. */
function resolve(state: SandboxState, module: Module, name: string): ResolvedColumn {
  try {
    return resolveColumn(state, module, { text: name, names: name.split(".") });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const details = { api_name: name, module: module.apiName };
    if (error.wire.code === "LIMIT_EXCEEDED") {
      throw readError("JOIN_LIMIT_EXCEEDED", "Join limit exceeded.", details);
    }
    if ("data_type" in error.wire.details) {
      throw readError("FIELD_NOT_SUPPORTED", `The field ${name} is not supported.`, details);
    }
    throw readError("FIELD_NOT_AVAILABLE", `The field ${name} is not available.`, details);
  }
}

/** A field of the module, or by a path with dots, of a record it refers to. */
export function bulkColumn(state: SandboxState, module: Module, name: string): BulkColumn {
  const { dataType, read, source } = resolve(state, module, name);
  const isTag = source?.field.apiName === "Tag";
  return {
    name,
    dataType,
    read,
    text: (record) => {
      const value = read(record);
      return isTag && value !== null
        ? String(value).replaceAll(";", ",")
        : valueText(state, dataType, value);
    },
  };
}

/** The fields that bulk read supports: all but those with rows or files (facts 14). */
export const readableNames = (module: Module): string[] =>
  module.fields.filter(({ dataType }) => !ROW_TYPES.has(dataType)).map(({ apiName }) => apiName);
