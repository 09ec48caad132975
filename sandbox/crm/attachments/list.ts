import { createHash } from "node:crypto";
import { type Clock, formatTime } from "../../clock";
import { type JsonObject, noContent, ok, type Reply } from "../../http";
import type { StoredAttachment } from "../../state/attachments";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { parseFieldNames } from "../records/listParameters";
import { renderLookup, renderUser } from "../records/render";
import { pageRows } from "../relatedLists/paging";
import type { CrmRequest } from "../request";
import { requireParent } from "./parent";

const fileId = ({ id }: StoredAttachment): string =>
  createHash("sha256").update(`file ${id}`).digest("hex");

/** Keys that are always returned (facts 5). */
const systemKeys = (module: Module, attachment: StoredAttachment): JsonObject => ({
  id: attachment.id,
  $se_module: module.apiName,
  $file_id: fileId(attachment),
  $type: attachment.linkUrl === undefined ? "Attachment" : "Link URL",
  $link_url: attachment.linkUrl ?? null,
  $editable: true,
  $state: "save",
  $attachment_type: 0,
  $sharing_permission: "full_access",
});

function renderSize(state: SandboxState, { content }: StoredAttachment): string | number {
  const size = content?.length ?? 0;
  return state.variants.attachmentSize === "string" ? String(size) : size;
}

function renderAttachment(
  state: SandboxState,
  module: Module,
  attachment: StoredAttachment,
  names: readonly string[],
): JsonObject {
  const user = renderUser(state, attachment.createdBy);
  const time = formatTime(attachment.createdAt, state.variants.timeOffset);
  const fields: JsonObject = {
    Owner: user,
    Created_By: user,
    Modified_By: user,
    Created_Time: time,
    Modified_Time: time,
    Parent_Id: renderLookup(state, module.apiName, attachment.parentId),
    File_Name: attachment.fileName,
    Size: renderSize(state, attachment),
  };
  const requested = Object.entries(fields).filter(([name]) => names.includes(name));
  return { ...Object.fromEntries(requested), ...systemKeys(module, attachment) };
}

/** `GET /{module}/{id}/Attachments?fields=` (facts 5), newest first. */
export function listAttachments(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { module, id } = requireParent(state, request);
  const names = parseFieldNames(request.query);
  const newestFirst = [...state.attachments.of(module.apiName, id)].reverse();
  const { rows, info } = pageRows(state, request, clock, newestFirst);
  if (rows.length === 0) return noContent();
  return ok({ data: rows.map((row) => renderAttachment(state, module, row, names)), info });
}
