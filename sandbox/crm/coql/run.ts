import { moduleScopes } from "../../accounts/scopes";
import { isJsonObject, noContent, ok, parseJson, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { requireScopes } from "../caller";
import {
  invalidBody,
  invalidColumnValue,
  mandatoryMissing,
  notImplemented,
  RequestError,
  wireError,
  wrongType,
} from "../errors";
import type { CrmRequest } from "../request";
import type { Query } from "./ast";
import { evaluate } from "./evaluate";
import { checkLimits } from "./limits";
import { parseQuery } from "./parser";

function queryText(request: CrmRequest): string {
  const body = parseJson(request.body);
  if (!isJsonObject(body)) {
    throw invalidBody(wireError("INVALID_DATA", "body", { expected_data_type: "jsonobject" }));
  }
  if (body.include_meta !== undefined) {
    throw notImplemented("include_meta of", request.path);
  }
  const text = body.select_query;
  if (text === undefined) throw invalidBody(mandatoryMissing("select_query", "$.select_query"));
  if (typeof text !== "string") {
    throw invalidBody(wrongType("select_query", "$.select_query", "text"));
  }
  return text;
}

function refuseAggregates({ columns, groupBy }: Query, path: string): void {
  if (groupBy.length > 0 || columns.some(({ aggregate }) => aggregate !== undefined)) {
    throw notImplemented("aggregates and GROUP BY of", path);
  }
}

/** `POST /coql` (facts 4). Reads need the scope of the queried module besides `coql.READ`. */
export function runQuery(state: SandboxState, request: CrmRequest): Reply {
  const query = parseQuery(queryText(request));
  const module = state.modules.get(query.module);
  requireScopes(request.caller, [moduleScopes(module?.scopeName, "READ")]);
  if (!module) {
    throw new RequestError(400, "INVALID_MODULE", "The module name given seems to be invalid", {
      module: query.module,
    });
  }
  checkLimits(query, state.variants);
  refuseAggregates(query, request.path);
  if (query.customView !== undefined) {
    const isKnown = module.customViews.some(({ id }) => id === query.customView);
    if (!isKnown) throw invalidColumnValue("cvid", "customview");
    throw notImplemented("a custom view in", request.path);
  }
  const { rows, more } = evaluate(state, module, query);
  if (rows.length === 0) return noContent();
  return ok({ data: rows, info: { count: rows.length, more_records: more } });
}
