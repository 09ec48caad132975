import { SEARCH_SCOPE } from "../../accounts/scopes";
import type { Clock } from "../../clock";
import { ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { requireScopes } from "../caller";
import { RequestError } from "../errors";
import { findView, isInView, matchesConverted } from "../records/views";
import { type CrmRequest, requireModule } from "../request";
import { compileSearch, SEARCH_PARAMETERS } from "./compileSearch";

/** A custom view cannot be combined with a search (facts 3.9). */
function refuseBoth(query: URLSearchParams): void {
  const parameters = SEARCH_PARAMETERS.filter((name) => query.has(name));
  if (!query.has("cvid") || parameters.length === 0) return;
  throw new RequestError(
    400,
    "AMBIGUITY_DURING_PROCESSING",
    "Please use either Cvid or Search Params. Combination of both the params is not allowed",
    { ambiguity_due_to: ["cvid", ...parameters].map((name) => ({ param_name: name })) },
  );
}

/** `GET /{module}/actions/count` (facts 3.9): all records, those of a view or of a search. */
export function countRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  const { query, caller } = request;
  refuseBoth(query);
  const test = compileSearch(state, module, query);
  if (test) requireScopes(caller, [SEARCH_SCOPE]);
  const view = findView(module, query);
  let count = 0;
  for (const record of state.searchIndex.records(module.apiName, state.store(module))) {
    const isCounted =
      matchesConverted(module, "false", record) &&
      isInView(view, record, caller.userId, clock.now()) &&
      (test?.(record) ?? true);
    if (isCounted) count += 1;
  }
  return ok({ count });
}
