import { noContent, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { SubRow } from "../../state/schema/field";
import { fileReply } from "../attachments/download";
import { invalidPathId, missingParameter } from "../errors";
import { type CrmRequest, requireModule } from "../request";

/** `GET /files?id=` (facts 5): the bytes; 204 for an unknown id. */
export function downloadFile(state: SandboxState, request: CrmRequest): Reply {
  const id = request.query.get("id");
  if (!id) throw missingParameter("id");
  const file = state.files.get(id);
  return file ? fileReply(state, file.name, file.content) : noContent();
}

/** `GET /{module}/{id}/actions/download_fields_attachment?fields_attachment_id=` (facts 5). */
export function downloadFieldFile(state: SandboxState, request: CrmRequest): Reply {
  const module = requireModule(state, request.params.module);
  const { id = "" } = request.params;
  if (!isIdShaped(id)) throw invalidPathId(1);
  const attachmentId = request.query.get("fields_attachment_id");
  if (!attachmentId) throw missingParameter("fields_attachment_id");
  const record = state.store(module).get(id);
  const fields = module.fields.filter(({ dataType }) => /^(file|image)upload$/.test(dataType));
  const rows = fields.flatMap(({ apiName }) => (record?.values[apiName] ?? []) as SubRow[]);
  const found = rows.find((row) => row.id === attachmentId);
  const file = state.files.get(String(found?.File_Id__s));
  return file ? fileReply(state, file.name, file.content) : noContent();
}
