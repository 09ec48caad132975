import { formatTime } from "../../clock";
import { type JsonObject, noContent, ok, type Reply } from "../../http";
import { PROFILES } from "../../state/organization";
import type { SandboxState } from "../../state/sandboxState";
import type { CrmRequest } from "../request";

const MADE_AT = Date.UTC(2025, 0, 1);

/** A profile; permissions are not implemented. */
function renderProfile(
  state: SandboxState,
  { id, name }: { id: string; name: string },
): JsonObject {
  const time = formatTime(MADE_AT, state.variants.timeOffset);
  return {
    id,
    name,
    display_label: name,
    description: `This profile has ${name} permissions.`,
    type: "normal_profile",
    custom: false,
    default: true,
    category: false,
    permission_type: "view_edit_all",
    permissions_details: [],
    sections: [],
    created_time: time,
    modified_time: time,
    created_by: null,
    modified_by: null,
  };
}

/** `GET /settings/profiles` and `/settings/profiles/{id}` (facts 7). */
export function listProfiles(state: SandboxState, request: CrmRequest): Reply {
  const { id } = request.params;
  const profiles = Object.values(PROFILES).filter((one) => id === undefined || one.id === id);
  if (profiles.length === 0) return noContent();
  return ok({
    profiles: profiles.map((profile) => renderProfile(state, profile)),
    ...(id === undefined && { info: { license_limit: null } }),
  });
}
