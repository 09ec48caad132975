import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { invalidPathId, notImplemented, RequestError } from "../errors";
import { type CrmRequest, requireModule, requireReadable } from "../request";
import { getRelatedLists, type RelatedList } from "./definitions";

/** Zoho's lists that the sandbox does not implement. */
const ABSENT = new Set([
  "Emails",
  "Contact_Roles",
  "Locking_Information__s",
  "Activities_Chronological_View",
  "Activities_Chronological_View_History",
]);

/** A related list of a record. */
export interface ListOfRecord {
  module: Module;
  id: string;
  list: RelatedList;
}

export const invalidRelation = (): RequestError =>
  new RequestError(400, "INVALID_DATA", "The relation name given seems to be invalid", {
    resource_path_index: 2,
  });

/** Module, record id and list in the path; the record need not exist. */
export function requireList(state: SandboxState, request: CrmRequest): ListOfRecord {
  const module = requireModule(state, request.params.module);
  const { id = "", related = "" } = request.params;
  if (!isIdShaped(id)) throw invalidPathId(1);
  if (ABSENT.has(related)) throw notImplemented(request.method, request.path);
  const list = getRelatedLists(state, module).find(({ apiName }) => apiName === related);
  if (!list) throw invalidRelation();
  requireReadable(state, list.module);
  return { module, id, list };
}

/** The error if the parent of a related list does not exist. */
export const unknownParent = (): RequestError =>
  new RequestError(400, "INVALID_DATA", "the related id given seems to be invalid", {
    resource_path_index: 1,
  });
