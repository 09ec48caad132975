import type { SandboxState } from "./sandboxState";
import type { FieldSpec } from "./schema/field";
import { buildField, type Field, isSystemField, type Module } from "./schema/modules";

function setFields(module: Module, fields: readonly Field[]): void {
  module.fields = fields;
  module.byName = new Map(fields.map((one) => [one.apiName, one]));
}

/** The field; throws if it must not be renamed or removed. */
function changeableField(module: Module, apiName: string): Field {
  const field = module.byName.get(apiName);
  if (!field) throw new Error(`${module.apiName} has no field ${apiName}`);
  const reader = module.fields.find(({ reads }) => reads?.includes(apiName));
  if (reader) throw new Error(`${reader.apiName} depends on ${apiName}`);
  if (isSystemField(apiName) || apiName === module.nameField) {
    throw new Error(`${apiName} belongs to every record of ${module.apiName}`);
  }
  return field;
}

function requireFree(module: Module, apiName: string): void {
  if (!/^[A-Za-z]\w*$/.test(apiName)) throw new Error(`${apiName} is not an API name`);
  if (module.byName.has(apiName))
    throw new Error(`${module.apiName} already has a field ${apiName}`);
}

/** Renames a field; id and values stay. */
export function renameField(state: SandboxState, module: Module, from: string, to: string): void {
  const field = changeableField(module, from);
  requireFree(module, to);
  setFields(
    module,
    module.fields.map((one) => (one === field ? { ...one, apiName: to } : one)),
  );
  const store = state.store(module);
  store.reshape(({ [from]: value, ...others }) =>
    value === undefined ? others : { ...others, [to]: value },
  );
  store.renameUnique(from, to);
}

/** Removes a field and its values. */
export function removeField(state: SandboxState, module: Module, apiName: string): void {
  const field = changeableField(module, apiName);
  setFields(
    module,
    module.fields.filter((one) => one !== field),
  );
  const store = state.store(module);
  store.reshape(({ [apiName]: _removed, ...others }) => others);
  store.renameUnique(apiName, undefined);
}

/** Adds a custom field, empty in every record. */
export function addField(state: SandboxState, module: Module, spec: FieldSpec): Field {
  requireFree(module, spec.apiName);
  const field = buildField({ ...spec, custom: true }, state.ids.take(), state.now);
  setFields(module, [...module.fields, field]);
  if (spec.unique) state.store(module).addUnique(spec.apiName);
  return field;
}
