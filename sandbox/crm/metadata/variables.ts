import {
  commaList,
  isJsonObject,
  type JsonObject,
  noContent,
  ok,
  parseJson,
  type Reply,
} from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { Variable, VariableGroup } from "../../state/variables";
import {
  invalidBody,
  invalidRecordId,
  invalidValue,
  mandatoryMissing,
  missingParameter,
  type WireError,
  wireError,
  wrongType,
} from "../errors";
import { success, type WriteResult, writeReply } from "../records/results";
import type { CrmRequest } from "../request";

const TYPES = [
  "integer",
  "text",
  "percent",
  "decimal",
  "currency",
  "date",
  "datetime",
  "email",
  "phone",
  "url",
  "checkbox",
  "textarea",
];
const MANDATORY = ["api_name", "name", "type", "variable_group"];

const render = ({ id, apiName, name, description, type, value, group }: Variable): JsonObject => ({
  id,
  api_name: apiName,
  name,
  description,
  type,
  value,
  variable_group: { id: group.id, api_name: group.apiName },
});

/** `GET /settings/variables?group=` (facts 7); `group` is an id or API name. */
export function listVariables(state: SandboxState, request: CrmRequest): Reply {
  const groupName = request.query.get("group");
  const variables = state.variables
    .all()
    .filter(
      ({ group }) => groupName === null || group.id === groupName || group.apiName === groupName,
    );
  return variables.length === 0 ? noContent() : ok({ variables: variables.map(render) });
}

function requireVariables(request: CrmRequest): unknown[] {
  const body = parseJson(request.body);
  const variables = isJsonObject(body) ? body.variables : undefined;
  if (variables === undefined) throw invalidBody(mandatoryMissing("variables", "$.variables"));
  if (!Array.isArray(variables)) {
    throw invalidBody(wrongType("variables", "$.variables", "jsonarray"));
  }
  return variables;
}

function findGroup(state: SandboxState, raw: unknown): VariableGroup | undefined {
  const { id, api_name: name } = isJsonObject(raw) ? raw : {};
  return state.variables.groups.find((group) => group.id === id || group.apiName === name);
}

const toText = (raw: unknown, fallback: string | null): string | null =>
  raw === undefined ? fallback : raw === null ? null : String(raw);

function createOne(state: SandboxState, raw: unknown, path: string): WriteResult | WireError {
  if (!isJsonObject(raw)) return wrongType("variables", path, "jsonobject");
  const missing = MANDATORY.find((key) => !raw[key]);
  if (missing) return mandatoryMissing(missing, `${path}.${missing}`);
  const type = String(raw.type);
  if (!TYPES.includes(type)) return invalidValue("type", `${path}.type`);
  const group = findGroup(state, raw.variable_group);
  if (!group) return invalidValue("variable_group", `${path}.variable_group`);
  const existing = state.variables.byName(String(raw.api_name));
  if (existing) {
    const details = { api_name: "api_name", id: existing.id };
    return wireError("DUPLICATE_DATA", "duplicate data", details);
  }
  const added = state.variables.add({
    apiName: String(raw.api_name),
    name: String(raw.name),
    description: toText(raw.description, null),
    type,
    value: toText(raw.value, null),
    group,
  });
  return success({ id: added.id }, "variable added");
}

function updateOne(state: SandboxState, raw: unknown, path: string): WriteResult | WireError {
  if (!isJsonObject(raw)) return wrongType("variables", path, "jsonobject");
  if (raw.id === undefined && raw.api_name === undefined) {
    return mandatoryMissing("id", `${path}.id`);
  }
  const { variables } = state;
  const variable =
    raw.id === undefined ? variables.byName(String(raw.api_name)) : variables.get(String(raw.id));
  if (!variable) return invalidRecordId(String(raw.id ?? raw.api_name));
  variable.name = toText(raw.name, variable.name) ?? variable.name;
  variable.description = toText(raw.description, variable.description);
  variable.value = toText(raw.value, variable.value);
  return success({ id: variable.id }, "variable updated");
}

function variablesReply(
  state: SandboxState,
  results: readonly (WriteResult | WireError)[],
  allSucceeded: 200 | 201,
): Reply {
  const { status } = writeReply(state.variants, results, allSucceeded);
  return { status, json: { variables: results } };
}

/** `POST /settings/variables` (facts 7). */
export const createVariables = (state: SandboxState, request: CrmRequest): Reply =>
  variablesReply(
    state,
    requireVariables(request).map((raw, index) => createOne(state, raw, `$.variables[${index}]`)),
    201,
  );

/** `PUT /settings/variables` (facts 7): by id or API name. */
export const updateVariables = (state: SandboxState, request: CrmRequest): Reply =>
  variablesReply(
    state,
    requireVariables(request).map((raw, index) => updateOne(state, raw, `$.variables[${index}]`)),
    200,
  );

/** `DELETE /settings/variables?ids=` (facts 7). */
export function deleteVariables(state: SandboxState, request: CrmRequest): Reply {
  const ids = commaList(request.query.get("ids"));
  if (ids.length === 0) throw missingParameter("ids");
  const results = ids.map((id) =>
    state.variables.remove(id) ? success({ id }, "variable deleted") : invalidRecordId(id),
  );
  return variablesReply(state, results, 200);
}
