import { isJsonObject, type JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { FieldSpec, SubRow } from "../../state/schema/field";
import { invalidRecordId, invalidValue, tooMany, type WireError, wrongType } from "../errors";
import { type Parsed, parseScalar } from "./parseValue";

const MAX_ROWS = 200;

/** A write of a subform or multi-select lookup: its current rows and its path in the body. */
interface RowsWrite {
  state: SandboxState;
  field: FieldSpec;
  existing: readonly SubRow[];
  path: string;
}

/** The fields of an element: the columns of a subform, or the link. */
function columns(field: FieldSpec): readonly FieldSpec[] {
  if (field.rows) return field.rows;
  const apiName = field.link ?? "";
  const target = field.target ?? "";
  const dataType = field.dataType === "multiuserlookup" ? "userlookup" : "lookup";
  return [{ apiName, dataType, label: apiName, length: 120, target }];
}

/** A file of a field, by the id that the upload returned (facts 5). */
function parseFile(
  { state, field }: RowsWrite,
  raw: JsonObject,
  base: SubRow,
  path: string,
): { row: SubRow } | { error: WireError } {
  if (raw.File_Id__s === undefined) return { row: base };
  const file = state.files.get(String(raw.File_Id__s));
  if (!file) return { error: invalidValue(field.apiName, `${path}.File_Id__s`) };
  return {
    row: {
      ...base,
      File_Id__s: file.id,
      File_Name__s: file.name,
      Size__s: String(file.content.length),
    },
  };
}

function parseRow(
  write: RowsWrite,
  raw: JsonObject,
  base: SubRow,
  path: string,
): { row: SubRow } | { error: WireError } {
  const { dataType } = write.field;
  if (dataType === "fileupload" || dataType === "imageupload") {
    return parseFile(write, raw, base, path);
  }
  let row = base;
  for (const column of columns(write.field)) {
    if (!(column.apiName in raw)) continue;
    const cell = `${path}.${column.apiName}`;
    const parsed = parseScalar(write.state, column, raw[column.apiName], cell);
    if ("error" in parsed) return parsed;
    row = { ...row, [column.apiName]: parsed.value };
  }
  return { row };
}

/**
 * Adds rows without an id, updates rows with one, removes rows with `_delete: null` and keeps the
 * rest (facts 3.4, 13.8).
 */
export function parseRows(write: RowsWrite, raw: unknown): Parsed {
  const { state, field, existing, path } = write;
  if (raw === null) return { value: null };
  if (!Array.isArray(raw)) return { error: wrongType(field.apiName, path, "jsonarray") };
  if (raw.length > MAX_ROWS) {
    throw tooMany(MAX_ROWS, { api_name: field.apiName, json_path: path }, "Record count exceeded");
  }
  const rows = new Map(existing.map((row) => [row.id, row]));
  for (const [index, entry] of raw.entries()) {
    const rowPath = `${path}[${index}]`;
    if (!isJsonObject(entry)) {
      return { error: wrongType(field.apiName, rowPath, "jsonobject") };
    }
    const known = typeof entry.id === "string" ? rows.get(entry.id) : undefined;
    if (entry.id !== undefined && !known) return { error: invalidRecordId(String(entry.id)) };
    if (known && "_delete" in entry) {
      rows.delete(known.id);
      continue;
    }
    const parsed = parseRow(write, entry, known ?? { id: state.ids.take() }, rowPath);
    if ("error" in parsed) return parsed;
    rows.set(parsed.row.id, parsed.row);
  }
  return { value: [...rows.values()] };
}
