import { formatId } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { CrmRequest } from "../request";

/** Modules that do not support notifications (facts 8). */
const UNWATCHED = new Set(["Notes", "Attachments"]);
/** Users can be watched like a module, under this lower-case name. */
const USERS = { name: "users", id: formatId(1_999) };

/** The id of a resource that can be watched; undefined if there is none with this name. */
export function watchedResourceId(state: SandboxState, name: string): string | undefined {
  if (name === USERS.name) return USERS.id;
  return UNWATCHED.has(name) ? undefined : state.modules.get(name)?.id;
}

/** A module's URI in notifications. */
export function resourceUri(state: SandboxState, request: CrmRequest, name: string): string {
  const version = state.variants.watchUriVersion;
  return `https://${request.headers.host ?? ""}/crm/${version}/${name}`;
}
