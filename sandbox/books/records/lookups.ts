import { isJsonObject, type JsonObject } from "../../http";
import { invalidValue } from "../errors";
import { LOOKUPS } from "../schema/lookups";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";

/** A record's own id is not a lookup. */
const isOwnId = (type: RecordType, name: string): boolean => name === type.idField;

function resolveOne(
  organization: BooksOrganization,
  type: RecordType,
  values: JsonObject,
  input: JsonObject,
): void {
  for (const [name, id] of Object.entries(input)) {
    const lookup = LOOKUPS[name];
    if (!lookup || isOwnId(type, name)) continue;
    const found = id === "" ? undefined : organization.find(lookup.types, String(id));
    if (id !== "" && !found) throw invalidValue(name);
    for (const [here, there] of Object.entries(lookup.copies)) {
      const isInput = input[here] !== undefined && here.endsWith("_percentage");
      if (!isInput && here !== type.idField) values[here] = found?.values[there] ?? "";
    }
  }
}

/**
 * Copies the name and similar values of every record that the input's fields and lines refer to.
 * Throws on the first that does not exist.
 */
export function resolveLookups(
  organization: BooksOrganization,
  type: RecordType,
  values: JsonObject,
  input: JsonObject,
): void {
  resolveOne(organization, type, values, input);
  for (const [name, field] of type.full) {
    const rows = input[name];
    if (field.kind !== "rows" || !Array.isArray(rows)) continue;
    for (const row of rows) if (isJsonObject(row)) resolveOne(organization, type, row, { ...row });
  }
}

function refersTo(value: unknown, names: readonly string[], id: string): boolean {
  if (!isJsonObject(value)) return false;
  return names.some((name) => value[name] === id);
}

/** Whether a record of one of these types refers to the target, itself or in its lines. */
export function isReferenced(
  organization: BooksOrganization,
  types: readonly RecordType[],
  target: { type: string; id: string },
): boolean {
  const names = Object.entries(LOOKUPS)
    .filter(([, lookup]) => lookup.types.includes(target.type))
    .map(([name]) => name);
  return types.some((type) => {
    const fields = names.filter((name) => name !== type.idField);
    const rowFields = [...type.full]
      .filter(([, { kind }]) => kind === "rows")
      .map(([name]) => name);
    const found = organization.store(type.value).find(({ values }) => {
      if (refersTo(values, fields, target.id)) return true;
      return rowFields.some((name) => {
        const rows = values[name];
        return Array.isArray(rows) && rows.some((row) => refersTo(row, fields, target.id));
      });
    });
    return found !== undefined;
  });
}
