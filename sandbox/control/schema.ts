import { type JsonObject, ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { type DataType, type FieldSpec, field, isDataType } from "../state/schema/field";
import { addField, removeField, renameField } from "../state/schemaChanges";
import { ControlError, controlBody, optionalNumber, optionalObject, requiredText } from "./body";
import { controlModule } from "./inspect";

/** Types that need more than a name; their fields cannot be added. */
const NOT_ADDED = new Set<DataType>(["subform", "multiselectlookup", "formula", "ownerlookup"]);

function parseFieldSpec(input: JsonObject): FieldSpec {
  const dataType = input.dataType ?? "text";
  if (!isDataType(dataType) || NOT_ADDED.has(dataType)) {
    throw new ControlError(`a field of type ${String(dataType)} cannot be added`);
  }
  const length = optionalNumber(input, "length");
  const options = input.options;
  if (options !== undefined && !Array.isArray(options)) {
    throw new ControlError("options must be a list of texts");
  }
  return field(requiredText(input, "apiName"), dataType, {
    ...(typeof input.label === "string" && { label: input.label }),
    ...(length !== undefined && { length }),
    ...(options && { options: options.map(String) }),
    ...(typeof input.target === "string" && { target: input.target }),
    mandatory: input.mandatory === true,
    unique: input.unique === true,
  });
}

/**
 * `POST /_sandbox/field {module, rename: {from, to}}`, `{module, remove: "API_Name"}` or
 * `{module, add: {apiName, dataType?, label?, length?, options?, target?, mandatory?, unique?}}`.
 */
export function changeField({ state }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const module = controlModule(state, body.module);
  const rename = optionalObject(body, "rename");
  const add = optionalObject(body, "add");
  if (rename) {
    renameField(state, module, requiredText(rename, "from"), requiredText(rename, "to"));
  } else if (add) {
    addField(state, module, parseFieldSpec(add));
  } else {
    removeField(state, module, requiredText(body, "remove"));
  }
  return ok({ status: "changed", fields: module.fields.map(({ apiName }) => apiName) });
}

/** `POST /_sandbox/module {module, readable}`: whether users may read the records of a module. */
export function changeModule({ state }: SandboxInstance, request: SandboxRequest): Reply {
  const body = controlBody(request);
  const module = controlModule(state, body.module);
  if (typeof body.readable !== "boolean") {
    throw new ControlError("readable must be true or false");
  }
  module.readable = body.readable;
  return ok({ status: "changed", module: module.apiName, readable: module.readable });
}
