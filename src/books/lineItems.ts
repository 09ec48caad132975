import { InputError } from "../client/errors/errors";
import { isObject } from "../shared/json";

/**
 * All lines to send in an update: the present ones with their changes, then the new ones. Zoho removes lines
 * that an update does not name.
 * https://www.zoho.com/books/api/v3/invoices/#update-an-invoice
 */
export function mergeLines(
  idField: string,
  present: unknown,
  changed: unknown,
): Record<string, unknown>[] {
  if (!Array.isArray(changed) || !changed.every(isObject)) {
    throw new InputError("line_items", "must be a list of lines, each an object.");
  }
  const getId = (line: Record<string, unknown>): string => String(line[idField] ?? "");
  const lines = Array.isArray(present) ? present.filter(isObject) : [];
  const changes = new Map<string, Record<string, unknown>>();
  for (const line of changed) {
    if (getId(line) !== "") changes.set(getId(line), { ...changes.get(getId(line)), ...line });
  }
  const existing = lines.map((line) => {
    const change = changes.get(getId(line));
    changes.delete(getId(line));
    return { ...writable(line), ...change };
  });
  return [...existing, ...changes.values(), ...changed.filter((line) => getId(line) === "")];
}

/** The line without the texts that Zoho formats for display. */
const writable = (line: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(line).filter(([name]) => !name.endsWith("_formatted")));
