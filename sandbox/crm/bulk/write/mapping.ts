import { isJsonObject, type JsonObject } from "../../../http";
import type { SandboxState } from "../../../state/sandboxState";
import { type DataType, ROW_TYPES } from "../../../state/schema/field";
import type { Field, Module } from "../../../state/schema/modules";
import { systemCheckField } from "../../records/duplicateCheck";
import { writeError } from "../errors";
import { DEFAULT_FORMATS, formatExpression } from "./dateFormat";

const MAX_COLUMNS = 200;
/** Types that a column of a file can contain. */
const isWritableType = (dataType: DataType): boolean =>
  !ROW_TYPES.has(dataType) && dataType !== "multi_module_lookup";

/** The source of a field's values. */
export interface Mapping {
  apiName: string;
  /** Undefined for the record's own id. */
  field?: Field;
  /** The column's index and header. */
  column?: { index: number; name: string };
  /** The date format of the column. */
  format?: RegExp;
  /** The field of the other module that identifies a lookup's record; by default the id. */
  findBy?: string;
  /** The value of empty cells. */
  defaultValue?: unknown;
}

const invalidField = (name: unknown) =>
  writeError("INVALID_FIELD", `invalid mapping. invalid api_name ${name}.`, { api_name: name });

export const missingKey = (name: string, path: string) =>
  writeError("MANDATORY_NOT_FOUND", `Required key ${name} is not available`, {
    api_name: name,
    json_path: `${path}.${name}`,
  });

/** Whether a field can identify records: the id, a unique field or the duplicate check field. */
export function isFindable(module: Module, name: string): boolean {
  const field = module.byName.get(name);
  return name === "id" || field?.unique === true || (!!field && field === systemCheckField(module));
}

function parseFormat({ apiName, dataType }: Field, raw: unknown): RegExp | undefined {
  if (dataType !== "date" && dataType !== "datetime") {
    if (raw === undefined || raw === null) return undefined;
    throw writeError("INVALID_FORMAT", `${apiName} does not take a format.`, { api_name: apiName });
  }
  const format = formatExpression(typeof raw === "string" ? raw : DEFAULT_FORMATS[dataType]);
  if (format && (typeof raw === "string" || raw === undefined || raw === null)) return format;
  throw writeError("INVALID_FORMAT", `invalid format for ${apiName}.`, { api_name: apiName });
}

function lookupKey(state: SandboxState, field: Field, raw: unknown): string | undefined {
  if (raw === undefined || raw === null || raw === "id") return undefined;
  const target = state.modules.get(field.target ?? "");
  if (typeof raw === "string" && target && isFindable(target, raw)) return raw;
  throw invalidField(raw);
}

function findColumn(header: readonly string[], raw: JsonObject, path: string) {
  const { index } = raw;
  if (index === undefined || index === null) {
    if (isJsonObject(raw.default_value)) return undefined;
    throw missingKey("index", path);
  }
  const name = typeof index === "number" ? header[index] : undefined;
  if (typeof index === "number" && name !== undefined) return { index, name };
  throw writeError("COLUMN_INDEX_NOT_FOUND", `column index ${index} is not found.`, {
    api_name: raw.api_name,
    json_path: `${path}.index`,
  });
}

function readMapping(
  state: SandboxState,
  module: Module,
  header: readonly string[],
  raw: unknown,
  path: string,
): Mapping {
  if (!isJsonObject(raw) || typeof raw.api_name !== "string") throw missingKey("api_name", path);
  const apiName = raw.api_name;
  const field = module.byName.get(apiName);
  const isWritable = field && !field.readOnly && isWritableType(field.dataType);
  if (apiName !== "id" && !isWritable) throw invalidField(apiName);
  const column = findColumn(header, raw, path);
  const format = field && parseFormat(field, raw.format);
  const findBy = field && lookupKey(state, field, raw.find_by);
  return {
    apiName,
    field,
    column,
    format,
    findBy,
    defaultValue: isJsonObject(raw.default_value) ? raw.default_value.value : undefined,
  };
}

/** Validates `field_mappings`; without them the header names the fields (facts 9.2). */
export function readMappings(
  state: SandboxState,
  module: Module,
  header: readonly string[],
  raw: unknown,
): Mapping[] {
  if (header.length > MAX_COLUMNS) {
    throw writeError("HEADER_LIMIT_EXCEEDED", "header limit exceeded", { limit: MAX_COLUMNS });
  }
  if (raw !== undefined && raw !== null && !Array.isArray(raw)) {
    throw missingKey("field_mappings", "$.resource[0]");
  }
  const entries = raw ?? header.map((name, index) => ({ api_name: name, index }));
  return entries.map((one: unknown, index: number) =>
    readMapping(state, module, header, one, `$.resource[0].field_mappings[${index}]`),
  );
}
