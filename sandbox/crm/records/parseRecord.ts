import { isJsonObject, type JsonObject } from "../../http";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import { ROW_TYPES, type StoredValue, type SubRow } from "../../state/schema/field";
import type { Field, Module } from "../../state/schema/modules";
import { invalidValue, mandatoryMissing, type WireError, wireError, wrongType } from "../errors";
import { parseRows } from "./parseRows";
import { type Parsed, parseMultiSelect, parseParent, parseScalar } from "./parseValue";

/** The values to write. */
export interface RecordWrite {
  values: Record<string, StoredValue>;
  ownerId?: string;
  tags?: string[];
}

/** An element of `data`. `existing` is the record to update, if any. */
interface Incoming {
  state: SandboxState;
  module: Module;
  raw: JsonObject;
  existing?: StoredRecord;
  /** JSON path of the element, e.g. `$.data[0]`. */
  path: string;
}

/** Keys that are valid although they are not fields. */
const KNOWN_KEYS = new Set(["id", "Layout", "se_module", "Wizard"]);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** Mandatory fields must be present on creation and not empty on update. */
function missingField({ module, raw, existing, path }: Incoming): WireError | undefined {
  const missing = module.fields.find(
    (field) =>
      field.mandatory && isEmpty(raw[field.apiName]) && (!existing || field.apiName in raw),
  );
  return missing && mandatoryMissing(missing.apiName, `${path}.${missing.apiName}`);
}

function unknownField({ state, module, raw, path }: Incoming): WireError | undefined {
  if (state.variants.unknownFields === "ignored") return undefined;
  const unknown = Object.keys(raw).find(
    (name) => !module.byName.has(name) && !KNOWN_KEYS.has(name) && !name.startsWith("$"),
  );
  return unknown === undefined ? undefined : invalidValue(unknown, `${path}.${unknown}`);
}

function unknownLayout({ module, raw, path }: Incoming): WireError | undefined {
  if (raw.Layout === undefined || raw.Layout === null) return undefined;
  const id = isJsonObject(raw.Layout) ? raw.Layout.id : undefined;
  if (module.layouts.some((layout) => layout.id === id)) return undefined;
  return isJsonObject(raw.Layout)
    ? invalidValue("Layout", `${path}.Layout.id`)
    : wrongType("Layout", `${path}.Layout`, "jsonobject");
}

function parseField(incoming: Incoming, field: Field): Parsed {
  const { state, raw, existing, path } = incoming;
  const value = raw[field.apiName];
  const valuePath = `${path}.${field.apiName}`;
  if (ROW_TYPES.has(field.dataType)) {
    const rows = (existing?.values[field.apiName] ?? []) as SubRow[];
    return parseRows({ state, field, existing: rows, path: valuePath }, value);
  }
  if (field.dataType !== "multiselectpicklist") return parseScalar(state, field, value, valuePath);
  const parsed = parseMultiSelect(state, field, value, valuePath);
  const append = isJsonObject(raw.$append_values) && raw.$append_values[field.apiName] === true;
  const before = existing?.values[field.apiName];
  if ("error" in parsed || !append || !Array.isArray(before)) return parsed;
  const both = [...(before as string[]), ...((parsed.value ?? []) as string[])];
  return { value: [...new Set(both)] };
}

function duplicate(incoming: Incoming, field: Field, value: StoredValue): WireError | undefined {
  const { state, module, existing, path } = incoming;
  if (!field.unique || value === null) return undefined;
  const holder = state.store(module).findHolder(field.apiName, value);
  if (holder === undefined || holder === existing?.id) return undefined;
  const ownModule = { api_name: module.apiName, id: module.id };
  return wireError("DUPLICATE_DATA", "duplicate data", {
    api_name: field.apiName,
    json_path: `${path}.${field.apiName}`,
    ...(state.variants.duplicateDetails === "nested"
      ? { duplicate_record: { id: holder, module: ownModule } }
      : { id: holder }),
  });
}

function tagNames(raw: unknown): string[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((tag) => (isJsonObject(tag) && typeof tag.name === "string" ? tag.name : []));
}

/** Adds a field to the write, or returns the error. */
function addField(incoming: Incoming, field: Field, write: RecordWrite): WireError | undefined {
  const { state, raw, path } = incoming;
  const value = raw[field.apiName];
  if (field.apiName === "Tag") {
    write.tags = tagNames(value);
    return undefined;
  }
  if (field.dataType === "multi_module_lookup" && value !== null) {
    const siblingModule = raw.$se_module ?? raw.se_module ?? incoming.existing?.values.$se_module;
    const parsed = parseParent(state, field, value, siblingModule, `${path}.${field.apiName}`);
    if ("error" in parsed) return parsed.error;
    const { id, moduleName } = parsed.parent;
    Object.assign(write.values, { [field.apiName]: id, $se_module: moduleName });
    return undefined;
  }
  const parsed = parseField(incoming, field);
  if ("error" in parsed) return parsed.error;
  if (field.apiName === "Owner") {
    if (typeof parsed.value === "string") write.ownerId = parsed.value;
    return undefined;
  }
  write.values[field.apiName] = parsed.value;
  return duplicate(incoming, field, parsed.value);
}

/** Validates an element against the module's fields; ignores read-only fields. */
export function parseRecord(incoming: Incoming): { write: RecordWrite } | { error: WireError } {
  const early = missingField(incoming) ?? unknownField(incoming) ?? unknownLayout(incoming);
  if (early) return { error: early };
  const write: RecordWrite = { values: {} };
  for (const field of incoming.module.fields) {
    if (!(field.apiName in incoming.raw) || field.readOnly) continue;
    const error = addField(incoming, field, write);
    if (error) return { error };
  }
  return { write };
}
