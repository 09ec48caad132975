import type { Clock } from "../../clock";
import { isJsonObject, type JsonObject, type Reply } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Field } from "../../state/schema/modules";
import { type WireError, wireError } from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { createOne } from "./create";
import { duplicateCheckFields } from "./duplicateCheck";
import { type WriteResult, writeReply } from "./results";
import { changeRecord, type Update, updateOne } from "./update";
import { writeBody } from "./writeBody";

/** The existing record for an element of an upsert, and the field that found it. */
interface Match {
  record: StoredRecord;
  field: Field;
}

/** The value in stored form, to look up records; undefined if it cannot be used. */
function searchable({ dataType }: Field, value: unknown): string | number | undefined {
  if (typeof value === "number") return dataType === "bigint" ? String(value) : value;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The first existing record that a field finds; an error if several match and must not. */
function findMatch(
  { state, module }: Update,
  fields: readonly Field[],
  raw: JsonObject,
  path: string,
): Match | { error: WireError } | undefined {
  const store = state.store(module);
  for (const field of fields) {
    const value = searchable(field, raw[field.apiName]);
    if (value === undefined) continue;
    const ids = store.idsWith(field.apiName, value);
    const record = store.get(ids[0] ?? "");
    if (!record) continue;
    if (ids.length > 1 && state.variants.upsertSeveralMatches === "error") {
      const location = { api_name: field.apiName, json_path: `${path}.${field.apiName}` };
      return { error: wireError("DUPLICATE_DATA", "duplicate data", location) };
    }
    return { record, field };
  }
  return undefined;
}

const outcome = (
  result: WriteResult | WireError,
  action: "insert" | "update",
  field?: Field,
): WriteResult | WireError =>
  result.status === "error"
    ? result
    : { ...result, action, duplicate_field: field?.apiName ?? null };

function upsertOne(
  update: Update,
  fields: readonly Field[],
  raw: unknown,
  path: string,
): WriteResult | WireError {
  const { state, module, userId, now } = update;
  if (isJsonObject(raw) && raw.id !== undefined && state.variants.upsertId === "update") {
    return outcome(updateOne(update, raw.id, raw, path), "update");
  }
  const match = isJsonObject(raw) ? findMatch(update, fields, raw, path) : undefined;
  if (match && "error" in match) return match.error;
  if (match && isJsonObject(raw)) {
    return outcome(changeRecord(update, match.record, raw, path), "update", match.field);
  }
  return outcome(createOne(state, module, raw, path, userId, now), "insert");
}

/**
 * `POST /{module}/upsert` (facts 3.5): each element updates the record that a duplicate check field
 * finds, or creates one. An element can find a record that an earlier one created.
 */
export function upsertRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const data = writeBody(request);
  const fields = duplicateCheckFields(module, request);
  const update: Update = { state, module, userId: request.caller.userId, now: clock.nowSecond() };
  const results = data.map((raw, index) => upsertOne(update, fields, raw, `$.data[${index}]`));
  const isOnlyInserts = results.every((result) => "action" in result && result.action === "insert");
  const isCreated = isOnlyInserts && state.variants.upsertInsertStatus === "201";
  return writeReply(state.variants, results, isCreated ? 201 : 200);
}
