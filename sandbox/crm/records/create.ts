import type { Clock } from "../../clock";
import { isJsonObject, type Reply } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { type WireError, wrongType } from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { parseRecord, type RecordWrite } from "./parseRecord";
import { type WriteResult, writeReply, writeSuccess } from "./results";
import { writeBody } from "./writeBody";

/** A new record, with its auto-numbers. */
export function newRecord(
  state: SandboxState,
  module: Module,
  write: RecordWrite,
  userId: string,
  now: number,
): StoredRecord {
  const values = { ...write.values };
  for (const field of module.fields) {
    if (field.dataType === "autonumber") {
      values[field.apiName] = state.nextAutoNumber(module, field.apiName);
    }
  }
  return {
    id: state.ids.take(),
    values,
    createdAt: now,
    modifiedAt: now,
    createdBy: userId,
    modifiedBy: userId,
    ownerId: write.ownerId ?? userId,
    converted: false,
    tags: write.tags ?? [],
  };
}

/** Creates a record; `path` is its JSON path in the body. */
export function createOne(
  state: SandboxState,
  module: Module,
  raw: unknown,
  path: string,
  userId: string,
  now: number,
): WriteResult | WireError {
  if (!isJsonObject(raw)) return wrongType("data", path, "jsonobject");
  const parsed = parseRecord({ state, module, raw, path });
  if ("error" in parsed) return parsed.error;
  const record = newRecord(state, module, parsed.write, userId, now);
  state.store(module).insert(record);
  return writeSuccess(state, record, "record added");
}

/** `POST /{module}` (facts 3.3): up to 100 records, each with its own result. */
export function createRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const { userId } = request.caller;
  const results = writeBody(request).map((raw, index) =>
    createOne(state, module, raw, `$.data[${index}]`, userId, clock.nowSecond()),
  );
  return writeReply(state.variants, results, 201);
}
