import { type Clock, formatTime } from "../../clock";
import { type JsonObject, noContent, notModified, ok, type Reply } from "../../http";
import type { DeletedRecord } from "../../state/recordStore";
import { leavesBinAt } from "../../state/recycleBin";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { invalidParameter } from "../errors";
import { parseModifiedSince, parsePageNumbers } from "../records/listParameters";
import { recordName } from "../records/render";
import { shortUser } from "../records/results";
import { type CrmRequest, requireModule } from "../request";

const DAY_MS = 24 * 60 * 60 * 1000;
const PERMANENT_MS = 120 * DAY_MS;
const TYPES = ["all", "recycle", "permanent"];

/** A deletion now: in the recycle bin, or permanent because it was purged or after 60 days. */
interface Deletion {
  deleted: DeletedRecord;
  type: "recycle" | "permanent";
  at: number;
}

function toDeletion(deleted: DeletedRecord, now: number): Deletion {
  const permanentAt = deleted.purgedAt ?? leavesBinAt(deleted.deletedAt);
  return permanentAt <= now
    ? { deleted, type: "permanent", at: permanentAt }
    : { deleted, type: "recycle", at: deleted.deletedAt };
}

const isListed = ({ type, at }: Deletion, now: number): boolean =>
  type === "recycle" || at > now - PERMANENT_MS;

/** Permanent deletions show only the id (facts 3.7). */
function renderDeletion(state: SandboxState, module: Module, deletion: Deletion): JsonObject {
  const { record, deletedBy } = deletion.deleted;
  const isInBin = deletion.type === "recycle";
  return {
    deleted_by: isInBin ? shortUser(state, deletedBy) : null,
    id: record.id,
    display_name: isInBin ? recordName(module, record) : null,
    type: deletion.type,
    created_by: isInBin ? shortUser(state, record.createdBy) : null,
    deleted_time: formatTime(deletion.at, state.variants.timeOffset),
  };
}

/** `GET /{module}/deleted?type=&page=&per_page=` (facts 3.7), newest first. */
export function listDeleted(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const type = request.query.get("type") ?? "all";
  if (!TYPES.includes(type)) throw invalidParameter("type", { supported_values: TYPES });
  const { page, perPage } = parsePageNumbers(request.query);
  const since = parseModifiedSince(state, request);
  const now = clock.now();
  const deletions = [...state.listView.deletions(module.apiName, state.store(module))]
    .map((deleted) => toDeletion(deleted, now))
    .filter((deletion) => isListed(deletion, now))
    .filter((deletion) => type === "all" || deletion.type === type)
    .filter(({ at }) => since === undefined || at > since)
    .sort((a, b) => b.at - a.at || (a.deleted.record.id < b.deleted.record.id ? 1 : -1));
  const rows = deletions.slice((page - 1) * perPage, page * perPage);
  if (rows.length === 0) {
    const isUnmodified = since !== undefined && state.variants.deletedNotModified === "304";
    return isUnmodified ? notModified() : noContent();
  }
  return ok({
    data: rows.map((deletion) => renderDeletion(state, module, deletion)),
    info: {
      per_page: perPage,
      count: rows.length,
      page,
      more_records: page * perPage < deletions.length,
    },
  });
}
