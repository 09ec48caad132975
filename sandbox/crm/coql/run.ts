import { moduleScopes, settingsScopes } from "../../accounts/scopes";
import type { Clock } from "../../clock";
import { isJsonObject, noContent, ok, parseJson, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { requireScopes } from "../caller";
import {
  invalidBody,
  invalidValue,
  mandatoryMissing,
  notImplemented,
  RequestError,
  unreadableModule,
  wireError,
  wrongType,
} from "../errors";
import type { CrmRequest } from "../request";
import { viewPredicate } from "./customView";
import { evaluate } from "./evaluate";
import { fieldsMeta } from "./fieldsMeta";
import { checkLimits } from "./limits";
import { parseQuery } from "./parser";

interface QueryBody {
  text: string;
  withFields: boolean;
}

function queryBody(request: CrmRequest): QueryBody {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) {
    throw invalidBody(wireError("INVALID_DATA", "body", { expected_data_type: "jsonobject" }));
  }
  const { select_query: text, include_meta: meta = [] } = body;
  if (text === undefined) throw invalidBody(mandatoryMissing("select_query", "$.select_query"));
  if (typeof text !== "string") {
    throw invalidBody(wrongType("select_query", "$.select_query", "text"));
  }
  if (!Array.isArray(meta) || meta.some((part) => part !== "fields")) {
    throw invalidBody(invalidValue("include_meta", "$.include_meta"));
  }
  return { text, withFields: meta.length > 0 };
}

/** The error for a module without records (facts 4, 14). */
function notQueryable({ otherModules }: SandboxState, name: string): RequestError {
  const refusal = otherModules.get(name)?.refusal;
  if (refusal === "not-implemented") return notImplemented("the module", name);
  return refusal === "invalid-query"
    ? new RequestError(400, "INVALID_QUERY", "invalid query formed", { module: name })
    : new RequestError(400, "INVALID_MODULE", "The module name given seems to be invalid", {
        module: name,
      });
}

/** `POST /coql` (facts 4); needs the scope of the module besides `coql.READ`. */
export function runQuery(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { text, withFields } = queryBody(request);
  const { caller } = request;
  const query = parseQuery(text);
  const module = state.modules.get(query.module);
  requireScopes(caller, [moduleScopes(module?.scopeName, "READ")]);
  if (withFields) requireScopes(caller, [settingsScopes("fields", "READ")]);
  if (!module) throw notQueryable(state, query.module);
  if (!module.readable) throw unreadableModule(state.variants, module.apiName);
  checkLimits(query, state.variants);
  const isInView = viewPredicate(module, query.customView, caller.userId, clock.now());
  const { rows, more } = evaluate(state, module, query, isInView);
  if (rows.length === 0) return noContent();
  return ok({
    data: rows,
    ...(withFields && { fields: fieldsMeta(state, module, query) }),
    info: { count: rows.length, more_records: more },
  });
}
