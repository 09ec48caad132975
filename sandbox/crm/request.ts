import type { Clock } from "../clock";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { Module } from "../state/schema/modules";
import type { Caller } from "./caller";
import { invalidModule, notImplemented, unreadableModule } from "./errors";

/** An authorized call to the CRM API. `params` are the named segments of the path. */
export interface CrmRequest extends SandboxRequest {
  params: Record<string, string>;
  caller: Caller;
}

export type CrmHandler = (state: SandboxState, request: CrmRequest, clock: Clock) => Reply;

/** The module with this case-sensitive API name, even if its records may not be read. */
export function knownModule(state: SandboxState, apiName: string | undefined): Module {
  const module = state.modules.get(apiName ?? "");
  if (module) return module;
  if (state.otherModules.get(apiName ?? "")?.refusal === "not-implemented") {
    throw notImplemented("the module", String(apiName));
  }
  throw invalidModule();
}

/** Throws if the user may not read the module's records. */
export function requireReadable({ variants }: SandboxState, module: Module): void {
  if (!module.readable) throw unreadableModule(variants, module.apiName);
}

/** The module with this API name; throws if the user may not read its records. */
export function requireModule(state: SandboxState, apiName: string | undefined): Module {
  const module = knownModule(state, apiName);
  requireReadable(state, module);
  return module;
}
