import type { Clock } from "../../clock";
import { commaList, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import {
  invalidPathId,
  invalidRecordId,
  missingParameter,
  notDeleted,
  tooMany,
  type WireError,
} from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { success, type WriteResult, writeReply } from "./results";

const MAX_IDS = 100;

function deleteOne(
  state: SandboxState,
  module: Module,
  id: string,
  userId: string,
  now: number,
): WriteResult | WireError {
  const store = state.store(module);
  const record = store.get(id);
  if (!record) return store.isDeleted(id) ? notDeleted(id) : invalidRecordId(id);
  store.delete(record, now, userId);
  return success({ id }, "record deleted");
}

/** `DELETE /{module}?ids=` (facts 3.6): moves up to 100 records to the recycle bin. */
export function deleteRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const ids = commaList(request.query.get("ids"));
  if (ids.length === 0) throw missingParameter("ids");
  if (ids.length > MAX_IDS) {
    throw tooMany(MAX_IDS, { param_name: "ids" }, "Record count exceeded");
  }
  const results = ids.map((id) =>
    deleteOne(state, module, id, request.caller.userId, clock.nowSecond()),
  );
  return writeReply(state.variants, results, 200);
}

/** `DELETE /{module}/{id}` (facts 3.6). */
export function deleteRecord(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const id = request.params.id ?? "";
  if (!isIdShaped(id)) throw invalidPathId(1);
  const result = deleteOne(state, module, id, request.caller.userId, clock.nowSecond());
  return writeReply(state.variants, [result], 200);
}
