import { commaList, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import { invalidPathId, invalidRecordId, missingParameter, type WireError } from "../errors";
import { success, type WriteResult, writeReply } from "../records/results";
import type { CrmRequest } from "../request";
import { type Parent, requireParent } from "./parent";

function deleteOne(
  state: SandboxState,
  { module, id: parentId }: Parent,
  id: string,
): WriteResult | WireError {
  const found = state.attachments.of(module.apiName, parentId).find((one) => one.id === id);
  if (!found) return invalidRecordId(id);
  state.attachments.remove(found);
  return success({ id }, "record deleted");
}

/** `DELETE /{module}/{id}/Attachments/{attachmentId}` (facts 5). */
export function deleteAttachment(state: SandboxState, request: CrmRequest): Reply {
  const parent = requireParent(state, request);
  const id = request.params.attachmentId ?? "";
  if (!isIdShaped(id)) throw invalidPathId(3);
  return writeReply(state.variants, [deleteOne(state, parent, id)], 200);
}

/** `DELETE /{module}/{id}/Attachments?ids=` (facts 5, O25). */
export function deleteAttachments(state: SandboxState, request: CrmRequest): Reply {
  const parent = requireParent(state, request);
  const ids = commaList(request.query.get("ids"));
  if (ids.length === 0) throw missingParameter("ids");
  return writeReply(
    state.variants,
    ids.map((id) => deleteOne(state, parent, id)),
    200,
  );
}
