import type { Clock } from "../clock";
import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { Module } from "../state/schema/modules";
import type { Caller } from "./caller";
import { invalidModule, notImplemented, unreadableModule } from "./errors";

/** A call to the CRM API that passed sign-in and scopes. `params` are the named parts of the path. */
export interface CrmRequest extends SandboxRequest {
  params: Record<string, string>;
  caller: Caller;
}

export type CrmHandler = (state: SandboxState, request: CrmRequest, clock: Clock) => Reply;

/** The module an API name stands for; names are case-sensitive. For what is told about the module itself. */
export function knownModule(state: SandboxState, apiName: string | undefined): Module {
  const module = state.modules.get(apiName ?? "");
  if (module) return module;
  if (state.otherModules.get(apiName ?? "")?.refusal === "not-played") {
    throw notImplemented("the module", String(apiName));
  }
  throw invalidModule();
}

/** Refuses a call on records that the user is not allowed to see. */
export function requireReadable({ variants }: SandboxState, module: Module): void {
  if (!module.readable) throw unreadableModule(variants, module.apiName);
}

/** The same for calls on its records, which the user has to be allowed to see. */
export function requireModule(state: SandboxState, apiName: string | undefined): Module {
  const module = knownModule(state, apiName);
  requireReadable(state, module);
  return module;
}

/** A comma list as its entries, blanks removed. */
export const commaList = (text: string | null): string[] =>
  (text ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
