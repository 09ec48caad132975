import type { Clock } from "../../clock";
import { type JsonObject, noContent, notModified, ok, type Reply } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import { knownFields, parseFieldNames, parseModifiedSince } from "../records/listParameters";
import { renderListRow } from "../records/render";
import type { CrmRequest } from "../request";
import { pageRows } from "./paging";
import { type ListOfRecord, requireList, unknownParent } from "./requireList";

/** A row of the list, with the member status of campaigns (facts 3.10). */
function renderRow(
  state: SandboxState,
  { module, id, list }: ListOfRecord,
  names: readonly string[],
  record: StoredRecord,
): JsonObject {
  const row = renderListRow(state, knownFields(list.module, names), record);
  const isMembership = [module.apiName, list.apiName].includes("Campaigns");
  if (!isMembership || !names.includes("Member_Status")) return row;
  const links = state.relations.of({ moduleName: module.apiName, id }, list.apiName);
  return { ...row, Member_Status: links.get(record.id)?.memberStatus ?? null };
}

/** `GET /{module}/{id}/{related_list}?fields=` (facts 3.10). */
export function listRelated(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const listOfRecord = requireList(state, request);
  const { module, id, list } = listOfRecord;
  const names = parseFieldNames(request.query);
  if (!state.store(module).get(id)) {
    if (state.variants.unknownRecord === "204") return noContent();
    throw unknownParent();
  }
  const since = parseModifiedSince(state, request);
  const store = state.store(list.module);
  const related = [...state.listView.walk(list.module.apiName, store, "id", true)]
    .filter((record) => list.has(state, id, record))
    .filter(({ modifiedAt }) => since === undefined || modifiedAt > since);
  const { rows, info } = pageRows(state, request, clock, related);
  if (rows.length === 0) {
    const isUnmodified = since !== undefined && state.variants.notModifiedStatus === "304";
    return isUnmodified ? notModified() : noContent();
  }
  return ok({ data: rows.map((record) => renderRow(state, listOfRecord, names, record)), info });
}
