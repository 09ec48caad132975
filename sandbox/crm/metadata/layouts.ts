import { formatTime } from "../../clock";
import { type JsonObject, noContent, ok, type Reply } from "../../http";
import { PROFILES } from "../../state/organization";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { missingParameter } from "../errors";
import { type CrmRequest, knownModule } from "../request";
import { renderFieldMetadata } from "./fields";

const MADE_AT = Date.UTC(2025, 0, 1);

/** The only section of a layout: all fields, with the mandatory ones marked. */
function renderSection(state: SandboxState, module: Module): JsonObject {
  const name = `${module.singular} Information`;
  return {
    display_label: name,
    name,
    api_name: name,
    sequence_number: 1,
    column_count: 2,
    isSubformSection: false,
    type: "used",
    generated_type: "system",
    fields: module.fields.map((field, index) => ({
      ...renderFieldMetadata(state, module, field, index),
      required: field.mandatory ?? false,
    })),
  };
}

function renderLayout(
  state: SandboxState,
  module: Module,
  layout: { id: string; name: string },
): JsonObject {
  return {
    id: layout.id,
    name: layout.name,
    api_name: layout.name,
    display_label: layout.name,
    status: "active",
    visible: true,
    generated_type: "system",
    source: "crm",
    mode: null,
    has_more_profiles: false,
    show_business_card: true,
    created_time: null,
    modified_time: formatTime(MADE_AT, state.variants.timeOffset),
    created_for: null,
    created_by: null,
    modified_by: null,
    convert_mapping: null,
    profiles: Object.values(PROFILES).map((profile) => ({ ...profile, default: true })),
    sections: [renderSection(state, module)],
  };
}

/** `GET /settings/layouts?module=` and `/settings/layouts/{id}?module=` (facts 7). */
export function listLayouts(state: SandboxState, request: CrmRequest): Reply {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  const module = knownModule(state, name);
  const { id } = request.params;
  const layouts = module.layouts.filter((layout) => id === undefined || layout.id === id);
  if (layouts.length === 0) return noContent();
  return ok({ layouts: layouts.map((layout) => renderLayout(state, module, layout)) });
}
