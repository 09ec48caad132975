import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { invalidPathId, RequestError } from "../errors";
import { type CrmRequest, requireModule } from "../request";

/** The record that has the attachments. */
export interface Parent {
  module: Module;
  id: string;
}

/** The parent in the path; throws if it does not exist, whatever the method (facts 5). */
export function requireParent(state: SandboxState, request: CrmRequest): Parent {
  const module = requireModule(state, request.params.module);
  const id = request.params.id ?? "";
  if (!isIdShaped(id)) throw invalidPathId(1);
  if (!state.store(module).get(id)) {
    throw new RequestError(400, "INVALID_DATA", "the related id given seems to be invalid", {
      related_status: "invalid",
      resource_path_index: 1,
    });
  }
  return { module, id };
}
