import { formatTime } from "../../clock";
import type { JsonObject, Reply } from "../../http";
import { fullName } from "../../state/organization";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Variants } from "../../state/variants";
import type { WireError } from "../errors";

/** The result for a record in `data`. */
export type WriteResult = { status: "success"; code: "SUCCESS" } & JsonObject;

export const success = (details: JsonObject, message: string): WriteResult => ({
  code: "SUCCESS",
  details,
  message,
  status: "success",
});

export const shortUser = (state: SandboxState, id: string): JsonObject => {
  const user = state.user(id);
  return { name: user ? fullName(user) : "", id };
};

/** The result for a created or updated record (facts 3.3, 3.4). */
export function writeSuccess(
  state: SandboxState,
  record: StoredRecord,
  message: string,
): WriteResult {
  const { timeOffset } = state.variants;
  const details = {
    Modified_Time: formatTime(record.modifiedAt, timeOffset),
    Modified_By: shortUser(state, record.modifiedBy),
    Created_Time: formatTime(record.createdAt, timeOffset),
    id: record.id,
    Created_By: shortUser(state, record.createdBy),
    $approval_state: "approved",
  };
  return success(details, message);
}

/** The reply to a write, with the HTTP status for its results (facts 2.2). */
export function writeReply(
  variants: Variants,
  results: readonly (WriteResult | WireError)[],
  allSucceeded: 200 | 201,
): Reply {
  const failures = results.filter((result) => result.status === "error").length;
  if (failures === 0) return { status: allSucceeded, json: { data: results } };
  const status = failures === results.length ? variants.allFailedStatus : variants.partialStatus;
  return { status: Number(status), json: { data: results } };
}
