import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { getEffects } from "../effects/byType";
import { addOutstanding, getOutstanding } from "../effects/outstanding";
import { writeCustomFields } from "../records/customFields";
import { resolveLookups } from "../records/lookups";
import { readFields } from "../records/readFields";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";

/** Keys of a seeded record besides the fields of its type. */
const OTHER_KEYS = ["id", "custom_fields", "created_time", "last_modified_time", "is_active"];

function parseTime(raw: JsonObject, name: string, fallback: number): number {
  if (raw[name] === undefined) return fallback;
  const text = String(raw[name]).replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`${name} must be a time with an offset`);
  return Math.floor(time / 1000) * 1000;
}

function requireKnown(type: RecordType, raw: JsonObject): void {
  for (const name of Object.keys(raw)) {
    if (!type.full.has(name) && !type.row.has(name) && !OTHER_KEYS.includes(name)) {
      throw new Error(`${type.value} has no field ${name}`);
    }
  }
}

function readTimes(raw: JsonObject, now: number): { createdAt: number; modifiedAt: number } {
  const createdAt = parseTime(raw, "created_time", now);
  return { createdAt, modifiedAt: parseTime(raw, "last_modified_time", Math.max(createdAt, now)) };
}

/**
 * Adds a record with these values, completed as on creation. Nothing is mandatory, and values that
 * Zoho computes (status, totals, times, id) may be set. Returns its id.
 */
export function addSeedRecord(
  state: SandboxState,
  organization: BooksOrganization,
  type: RecordType,
  { raw, now }: { raw: JsonObject; now: number },
): string {
  requireKnown(type, raw);
  const id = raw.id === undefined ? organization.takeId() : String(raw.id);
  if (organization.store(type.value).get(id)) throw new Error(`${type.value} ${id} already exists`);
  const { custom_fields, ...fields } = raw;
  const input = { ...readFields(type.row, fields, state.variants) };
  Object.assign(input, readFields(type.full, fields, state.variants));
  for (const name of ["created_time", "last_modified_time", "custom_fields"]) delete input[name];
  const values: JsonObject = { ...structuredClone(type.defaults), ...input };
  resolveLookups(organization, type, values, input);
  if (custom_fields !== undefined) {
    const change = { input: custom_fields, before: undefined };
    values.custom_fields = writeCustomFields(organization, type, change, true);
  }
  const query = new URLSearchParams();
  const draft = { state, organization, type, id, values, input, query, now };
  getEffects(type.value).complete?.(draft);
  const { line_items: _lines, invoices: _invoices, bills: _bills, ...plain } = input;
  Object.assign(values, plain);
  if (type.number) values[type.number.field] ||= organization.takeNumber(type);
  organization.add(type.value, values, { id, ...readTimes(raw, now) });
  if (type.value === "invoices" || type.value === "bills") {
    addOutstanding(organization, values, getOutstanding(values));
  } else getEffects(type.value).afterSave?.(draft);
  return id;
}
