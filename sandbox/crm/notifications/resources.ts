import { formatId } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import type { CrmRequest } from "../request";

/** Modules that take no notifications (facts 8). */
const UNWATCHED = new Set(["Notes", "Attachments"]);
/** Users are watched like a module, under this lower-case name. */
const USERS = { name: "users", id: formatId(1_999) };

/** Id of what can be watched by that name; undefined when there is no such thing. */
export function watchedResourceId(state: SandboxState, name: string): string | undefined {
  if (name === USERS.name) return USERS.id;
  return UNWATCHED.has(name) ? undefined : state.modules.get(name)?.id;
}

/** The address of a module as notifications name it. */
export function resourceUri(state: SandboxState, request: CrmRequest, name: string): string {
  const version = state.variants.watchUriVersion;
  return `https://${request.headers.host ?? ""}/crm/${version}/${name}`;
}
