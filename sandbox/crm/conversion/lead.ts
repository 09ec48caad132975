import { isIdShaped } from "../../state/ids";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import { RequestError } from "../errors";
import { type CrmRequest, requireModule } from "../request";

/** The lead in the path; throws if it does not exist or is converted (facts 3.11). */
export function requireOpenLead(state: SandboxState, request: CrmRequest): StoredRecord {
  const { id = "" } = request.params;
  const lead = isIdShaped(id) ? state.store(requireModule(state, "Leads")).get(id) : undefined;
  const location = { resource_path_index: 1 };
  if (!lead) throw new RequestError(400, "INVALID_DATA", "invalid data", location);
  if (lead.converted) {
    throw new RequestError(400, "ID_ALREADY_CONVERTED", "id already converted", location);
  }
  return lead;
}
