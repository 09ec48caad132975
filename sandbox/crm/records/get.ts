import { commaList, noContent, notModified, ok, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import { invalidPathId, RequestError, tooMany } from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { knownFields, MAX_FIELDS, parseModifiedSince } from "./listParameters";
import { renderField, renderRecord } from "./render";

/** `GET /{module}/{id}` (facts 3.2): all fields and subforms, or the named fields. */
export function getRecord(state: SandboxState, request: CrmRequest): Reply {
  const module = requireModule(state, request.params.module);
  const id = request.params.id ?? "";
  if (!isIdShaped(id)) throw invalidPathId(1);
  const names = commaList(request.query.get("fields"));
  if (names.length > MAX_FIELDS) {
    throw tooMany(MAX_FIELDS, { param_name: "fields" }, "Max field limit exceeded");
  }
  const record = state.store(module).get(id);
  if (!record) {
    if (state.variants.unknownRecord === "204") return noContent();
    throw new RequestError(400, "INVALID_DATA", "the id given seems to be invalid", { id });
  }
  const since = parseModifiedSince(state, request);
  if (since !== undefined && record.modifiedAt <= since) return notModified();
  if (names.length === 0) return ok({ data: [renderRecord(state, module, record)] });
  const named = knownFields(module, names).map((field) => [
    field.apiName,
    renderField(state, field, record),
  ]);
  return ok({ data: [{ ...Object.fromEntries(named), id }] });
}
