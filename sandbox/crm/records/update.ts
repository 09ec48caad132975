import type { Clock } from "../../clock";
import { isJsonObject, type JsonObject, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { parseBodyTime } from "../bodyTime";
import {
  invalidParameter,
  invalidPathId,
  invalidRecordId,
  mandatoryMissing,
  type WireError,
  wireError,
  wrongType,
} from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { parseRecord } from "./parseRecord";
import { type WriteResult, writeReply, writeSuccess } from "./results";
import { writeBody } from "./writeBody";

/** The context of an update. */
export interface Update {
  state: SandboxState;
  module: Module;
  userId: string;
  now: number;
  /** If-Unmodified-Since as epoch milliseconds. */
  unmodifiedSince?: number;
}

/** Updates a record; `path` is the JSON path of its element in the body. */
export function changeRecord(
  update: Update,
  record: StoredRecord,
  raw: JsonObject,
  path: string,
): WriteResult | WireError {
  const { state, module, userId, now } = update;
  const parsed = parseRecord({ state, module, raw, existing: record, path });
  if ("error" in parsed) return parsed.error;
  const { values, ownerId, tags } = parsed.write;
  state.store(module).update(record, {
    values: { ...record.values, ...values },
    modifiedAt: now,
    modifiedBy: userId,
    ...(ownerId && { ownerId }),
    ...(tags && { tags }),
  });
  return writeSuccess(state, record, "record updated");
}

/** Updates the record with this id, if it exists. */
export function updateOne(
  update: Update,
  id: unknown,
  raw: unknown,
  path: string,
): WriteResult | WireError {
  if (!isJsonObject(raw)) return wrongType("data", path, "jsonobject");
  if (id === undefined || id === null || id === "") return mandatoryMissing("id", `${path}.id`);
  const record = update.state.store(update.module).get(String(id));
  if (!record) return invalidRecordId(String(id));
  if (update.unmodifiedSince !== undefined && record.modifiedAt > update.unmodifiedSince) {
    return wireError("ALREADY_MODIFIED", "The record has already been modified", { id: record.id });
  }
  return changeRecord(update, record, raw, path);
}

function unmodifiedSince(state: SandboxState, request: CrmRequest): number | undefined {
  const header = request.headers["if-unmodified-since"];
  if (header === undefined) return undefined;
  const time = parseBodyTime(state, header);
  if (time === undefined) throw invalidParameter("If-Unmodified-Since");
  return time;
}

function startUpdate(state: SandboxState, request: CrmRequest, clock: Clock): Update {
  const since = unmodifiedSince(state, request);
  return {
    state,
    module: requireModule(state, request.params.module),
    userId: request.caller.userId,
    now: clock.nowSecond(),
    unmodifiedSince: since,
  };
}

function updateReply(state: SandboxState, results: (WriteResult | WireError)[]): Reply {
  const reply = writeReply(state.variants, results, 200);
  const allModified = results.every((result) => result.code === "ALREADY_MODIFIED");
  return allModified ? { ...reply, status: 412 } : reply;
}

/** `PUT /{module}` (facts 3.4): up to 100 records with their ids. */
export function updateRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const update = startUpdate(state, request, clock);
  const results = writeBody(request).map((raw, index) =>
    updateOne(update, isJsonObject(raw) ? raw.id : undefined, raw, `$.data[${index}]`),
  );
  return updateReply(state, results);
}

/** `PUT /{module}/{id}` (facts 3.4): one record. */
export function updateRecord(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const update = startUpdate(state, request, clock);
  const id = request.params.id ?? "";
  if (!isIdShaped(id)) throw invalidPathId(1);
  const [raw] = writeBody(request);
  return updateReply(state, [updateOne(update, id, raw, "$.data[0]")]);
}
