import { isJsonObject, type JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { mandatoryMissing, type WireError, wireError, wrongType } from "../errors";

const MAX_FIELDS = 10;
const MAX_IN_GROUP = 2;

type Checked<T> = { value: T } | { error: WireError };

const at = (apiName: string, path: string): JsonObject => ({ api_name: apiName, json_path: path });

/** Something with an API name and an id: a module or a field. */
interface Named {
  apiName: string;
  id: string;
}

/** Finds the item that `{api_name, id}` names; one is enough, both must agree. */
function findNamed<T extends Named>(
  known: Iterable<T>,
  raw: unknown,
  key: string,
  path: string,
): Checked<T> {
  if (raw === undefined || raw === null) return { error: mandatoryMissing(key, path) };
  if (!isJsonObject(raw)) return { error: wrongType(key, path, "jsonobject") };
  const { api_name: name, id } = raw;
  const both = [at("api_name", `${path}.api_name`), at("id", `${path}.id`)];
  if (name === undefined && id === undefined) {
    const details = { expected_fields: both };
    return { error: wireError("EXPECTED_FIELD_MISSING", "expected field missing", details) };
  }
  const all = [...known];
  const byName = all.find((one) => one.apiName === name);
  const byId = all.find((one) => one.id === id);
  const found = byName ?? byId;
  if (!found || (name !== undefined && !byName) || (id !== undefined && !byId)) {
    const wrong = name !== undefined && !byName ? "api_name" : "id";
    return { error: wireError("INVALID_DATA", "invalid data", at(wrong, `${path}.${wrong}`)) };
  }
  if (byName && byId && byName !== byId) {
    const message = "Ambiguity while processing the request";
    const details = { ambiguity_due_to: both };
    return { error: wireError("AMBIGUITY_DURING_PROCESSING", message, details) };
  }
  return { value: found };
}

/** A node of a selection as Zoho shows it, with null for unused keys (facts 8). */
const node = (more: JsonObject): JsonObject => ({
  comparator: null,
  field: null,
  value: null,
  group_operator: null,
  group: null,
  ...more,
});

function tooManyMembers(limit: number, apiName: string, path: string): { error: WireError } {
  const details = { limit, ...at(apiName, path) };
  return { error: wireError("LIMIT_EXCEEDED", "limit exceeded", details) };
}

/** A field, or a group of up to two fields or groups. */
function parseSelection(module: Module, raw: unknown, path: string): Checked<JsonObject> {
  const name = path.slice(path.lastIndexOf(".") + 1).replace(/\[\d+\]$/, "");
  if (raw === undefined || raw === null) return { error: mandatoryMissing(name, path) };
  if (!isJsonObject(raw)) return { error: wrongType(name, path, "jsonobject") };
  if (raw.group === undefined || raw.group === null) {
    const field = findNamed(module.fields, raw.field, "field", `${path}.field`);
    if ("error" in field) return field;
    return { value: node({ field: { api_name: field.value.apiName, id: field.value.id } }) };
  }
  return parseGroup(module, raw, path);
}

function parseGroup(module: Module, raw: JsonObject, path: string): Checked<JsonObject> {
  const operator = raw.group_operator;
  const operatorPath = `${path}.group_operator`;
  if (operator === undefined) return { error: mandatoryMissing("group_operator", operatorPath) };
  if (operator !== "and" && operator !== "or") {
    const details = { supported_values: ["and", "or"], ...at("group_operator", operatorPath) };
    return { error: wireError("INVALID_DATA", "invalid data", details) };
  }
  if (!Array.isArray(raw.group)) {
    return { error: wrongType("group", `${path}.group`, "jsonarray") };
  }
  if (raw.group.length > MAX_IN_GROUP)
    return tooManyMembers(MAX_IN_GROUP, "group", `${path}.group`);
  const members: JsonObject[] = [];
  for (const [index, member] of raw.group.entries()) {
    const checked = parseSelection(module, member, `${path}.group[${index}]`);
    if ("error" in checked) return checked;
    members.push(checked.value);
  }
  return { value: node({ group_operator: operator, group: members }) };
}

function fieldCount(selected: JsonObject): number {
  const members: unknown[] = Array.isArray(selected.group) ? selected.group : [];
  if (members.length === 0) return 1;
  return members.reduce<number>((sum, one) => sum + (isJsonObject(one) ? fieldCount(one) : 0), 0);
}

function checkType(raw: JsonObject, path: string): WireError | undefined {
  if (raw.type === "field_selection") return undefined;
  const location = at("type", `${path}.type`);
  if (raw.type !== undefined) {
    const details = { supported_values: ["field_selection"], ...location };
    return wireError("INVALID_DATA", "invalid data", details);
  }
  if (raw.field_selection === undefined) return mandatoryMissing("type", `${path}.type`);
  const dependee = at("field_selection", `${path}.field_selection`);
  return wireError("DEPENDENT_FIELD_MISSING", "Dependent Fields missing", {
    dependee,
    ...location,
  });
}

function parseCondition(state: SandboxState, raw: unknown, path: string): Checked<JsonObject> {
  if (!isJsonObject(raw)) {
    return { error: wrongType("notification_condition", path, "jsonobject") };
  }
  const typeError = checkType(raw, path);
  if (typeError) return { error: typeError };
  const module = findNamed(state.modules.values(), raw.module, "module", `${path}.module`);
  if ("error" in module) return module;
  const selected = parseSelection(module.value, raw.field_selection, `${path}.field_selection`);
  if ("error" in selected) return selected;
  if (fieldCount(selected.value) > MAX_FIELDS) {
    return tooManyMembers(MAX_FIELDS, "field_selection", `${path}.field_selection`);
  }
  const { apiName, id } = module.value;
  return {
    value: {
      type: "field_selection",
      module: { api_name: apiName, id },
      field_selection: selected.value,
    },
  };
}

/** Validates `notification_condition` (facts 8) and returns the form that replies show. */
export function parseNotificationCondition(
  state: SandboxState,
  raw: unknown,
  path: string,
): Checked<JsonObject[] | null> {
  if (raw === null) return { value: null };
  if (!Array.isArray(raw)) {
    return { error: wrongType("notification_condition", path, "jsonarray") };
  }
  const conditions: JsonObject[] = [];
  for (const [index, one] of raw.entries()) {
    const checked = parseCondition(state, one, `${path}[${index}]`);
    if ("error" in checked) return checked;
    conditions.push(checked.value);
  }
  return { value: conditions.length > 0 ? conditions : null };
}
