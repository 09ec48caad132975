import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { getEffects } from "../effects/byType";
import type { Draft } from "../effects/effects";
import { refused, requiredMissing } from "../errors";
import type { RecordType } from "../schema/recordType";
import { RECORD_TYPES } from "../schema/recordTypes";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";
import { writeCustomFields } from "./customFields";
import { isReferenced, resolveLookups } from "./lookups";
import { readFields } from "./readFields";

/** Where a write happens, and when. */
export interface WriteContext {
  state: SandboxState;
  organization: BooksOrganization;
  type: RecordType;
  query: URLSearchParams;
  /** Epoch milliseconds, whole seconds. */
  now: number;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0);

function requireFields(names: readonly string[], body: JsonObject): void {
  for (const name of names) if (isEmpty(body[name])) throw requiredMissing(name);
}

/** The validated values of the fields that a caller may set. */
function readInput({ state, type }: WriteContext, body: JsonObject): JsonObject {
  const writable = Object.entries(body).filter(
    ([name]) => !type.computed.has(name) && name !== "custom_fields",
  );
  return readFields(type.full, Object.fromEntries(writable), state.variants);
}

/**
 * With ignore_auto_number_generation=true the caller must set the number, else it must not (facts
 * 7).
 */
function completeNumber({ organization, type, query }: WriteContext, values: JsonObject): void {
  if (!type.number) return;
  const { field } = type.number;
  const isOwn = query.get("ignore_auto_number_generation") === "true";
  if (isOwn) {
    if (isEmpty(values[field])) throw requiredMissing(field);
    const taken = organization
      .store(type.value)
      .find((other) => other.values[field] === values[field]);
    if (taken) throw refused(1001, `The ${type.label} ${String(values[field])} already exists.`);
  } else if (!isEmpty(values[field]) && !type.computed.has(field)) {
    throw refused(
      4097,
      `${field} is numbered automatically; send ignore_auto_number_generation=true to set it.`,
    );
  }
}

function withCustomFields(context: WriteContext, body: JsonObject, values: JsonObject): void {
  if (body.custom_fields === undefined) return;
  const { organization, type, state } = context;
  const accepted = state.variants.booksUnknownCustomFields === "accepted";
  const change = { input: body.custom_fields, before: values.custom_fields };
  values.custom_fields = writeCustomFields(organization, type, change, accepted);
}

/** Creates a record from a body. `fixed` are values that the path determines. */
export function createRecord(
  context: WriteContext,
  body: JsonObject,
  fixed: JsonObject = {},
): BooksRecord {
  const { organization, type, now } = context;
  requireFields(type.required, { ...body, ...fixed });
  const input = readInput(context, body);
  const values = { ...structuredClone(type.defaults), ...input, ...fixed };
  completeNumber(context, values);
  resolveLookups(organization, type, values, { ...input, ...fixed });
  withCustomFields(context, body, values);
  const draft: Draft = { ...context, id: organization.takeId(), values, input };
  getEffects(type.value).complete?.(draft);
  if (type.number) values[type.number.field] ||= organization.takeNumber(type);
  values.created_by_id = organization.currentUser().id;
  values.created_by_name = organization.currentUser().values.name;
  const record = organization.add(type.value, values, { id: draft.id, createdAt: now });
  getEffects(type.value).afterSave?.(draft);
  return record;
}

/** Updates the fields in the body and leaves the others; lines are replaced together (facts 5). */
export function updateRecord(context: WriteContext, record: BooksRecord, body: JsonObject): void {
  const { organization, type, now } = context;
  for (const name of type.required) {
    if (name in body && isEmpty(body[name])) throw requiredMissing(name);
  }
  const input = readInput(context, body);
  const previous = record.values;
  const values = { ...previous, ...input };
  const number = type.number?.field ?? "";
  if (number && values[number] !== previous[number]) completeNumber(context, values);
  resolveLookups(organization, type, values, input);
  withCustomFields(context, body, values);
  const draft: Draft = { ...context, id: record.id, values, input, previous };
  getEffects(type.value).complete?.(draft);
  values.last_modified_by_id = organization.currentUser().id;
  record.values = values;
  record.modifiedAt = now;
  getEffects(type.value).afterSave?.(draft);
}

/** Types that are deleted with their owner instead of preventing its deletion. */
const DELETED_WITH: Record<string, readonly string[]> = {
  contacts: ["contactpersons"],
  projects: ["projects/tasks"],
  users: [...RECORD_TYPES.keys()],
};

/** Deletes a record permanently; throws while other records refer to it (facts 7). */
export function deleteRecord(
  organization: BooksOrganization,
  type: RecordType,
  record: BooksRecord,
  now: number,
): void {
  const effects = getEffects(type.value);
  effects.beforeDelete?.(organization, record);
  const dependents = DELETED_WITH[type.value] ?? [];
  const others = [...RECORD_TYPES.values()].filter(({ value }) => !dependents.includes(value));
  if (isReferenced(organization, others, { type: type.value, id: record.id })) {
    throw refused(
      1040,
      `The ${type.label.toLowerCase()} cannot be deleted because other records use it. Mark it as inactive instead.`,
    );
  }
  organization.store(type.value).delete(record.id);
  organization.files.removeAll(type.value, record.id);
  organization.comments.removeAll(type.value, record.id);
  effects.afterDelete?.(organization, record, now);
}
