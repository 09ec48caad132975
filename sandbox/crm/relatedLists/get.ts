import { commaList, noContent, ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { knownFields } from "../records/listParameters";
import { renderField, renderRecord } from "../records/render";
import type { CrmRequest } from "../request";
import { requireList, unknownParent } from "./requireList";

/**
 * `GET /{module}/{id}/{related_list}/{relatedId}` (facts 3.10): a record of the list, in full or
 * with the named fields; 204 if it is not in the list.
 */
export function getRelated(state: SandboxState, request: CrmRequest): Reply {
  const { module, id, list } = requireList(state, request);
  if (!state.store(module).get(id)) {
    if (state.variants.unknownRecord === "204") return noContent();
    throw unknownParent();
  }
  const record = state.store(list.module).get(request.params.relatedId ?? "");
  if (!record || !list.has(state, id, record)) return noContent();
  const fields = knownFields(list.module, commaList(request.query.get("fields")));
  if (fields.length === 0) return ok({ data: [renderRecord(state, list.module, record)] });
  const named = fields.map((field) => [field.apiName, renderField(state, field, record)]);
  return ok({ data: [{ ...Object.fromEntries(named), id: record.id }] });
}
