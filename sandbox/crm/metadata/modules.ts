import { type JsonObject, noContent, ok, type Reply } from "../../http";
import { PROFILES } from "../../state/organization";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import type { OtherModule } from "../../state/schema/otherModules";
import { invalidParameter } from "../errors";
import { type CrmRequest, knownModule } from "../request";

const STATUSES = ["visible", "user_hidden", "system_hidden", "scheduled_for_deletion"];
/** Modules without a tab, which users reach only through other records. */
const WITHOUT_TAB = new Set(["Notes"]);
const CONVERTIBLE = new Set(["Leads", "Contacts", "Accounts", "Deals"]);

function renderModule(module: Module, index: number): JsonObject {
  const hasTab = !WITHOUT_TAB.has(module.apiName);
  return {
    id: module.id,
    api_name: module.apiName,
    module_name: module.custom ? `CustomModule${index}` : module.apiName,
    singular_label: module.singular,
    plural_label: module.plural,
    generated_type: module.custom ? "custom" : "default",
    api_supported: true,
    creatable: true,
    editable: true,
    deletable: true,
    viewable: module.readable,
    visible: true,
    visibility: 1,
    show_as_tab: hasTab,
    presence_sub_menu: hasTab,
    convertable: CONVERTIBLE.has(module.apiName),
    quick_create: hasTab,
    triggers_supported: hasTab,
    feeds_required: false,
    scoring_supported: hasTab,
    webform_supported: hasTab,
    isBlueprintSupported: hasTab,
    global_search_supported: true,
    filter_supported: hasTab,
    description: null,
    web_link: null,
    arguments: [],
    profiles: Object.values(PROFILES),
    profile_count: Object.keys(PROFILES).length,
    business_card_field_limit: 5,
    sequence_number: index + 1,
    parent_module: {},
    modified_by: null,
    modified_time: null,
    status: "visible",
  };
}

/** A module without records, marked so that clients skip it (facts 14). */
function renderOther(state: SandboxState, other: OtherModule, index: number): JsonObject {
  const parent = state.modules.get(other.parent ?? "");
  return {
    ...renderModule(other.module, index),
    generated_type: other.generatedType,
    api_supported: other.apiSupported,
    show_as_tab: false,
    creatable: false,
    editable: false,
    deletable: false,
    parent_module: parent ? { api_name: parent.apiName, id: parent.id } : {},
  };
}

/** `GET /settings/modules` (facts 7); all modules are visible. */
export function listModules(state: SandboxState, request: CrmRequest): Reply {
  const status = request.query.get("status");
  const statuses = status?.split(",") ?? ["visible"];
  if (statuses.some((name) => !STATUSES.includes(name))) throw invalidParameter("status");
  if (!statuses.includes("visible")) return noContent();
  const modules = [...state.modules.values()].map(renderModule);
  const others = [...state.otherModules.values()].map((other, index) =>
    renderOther(state, other, modules.length + index),
  );
  return ok({ modules: [...modules, ...others] });
}

/** `GET /settings/modules/{api_name}`: a module with its list settings. */
export function getModule(state: SandboxState, request: CrmRequest): Reply {
  const other = state.otherModules.get(request.params.module ?? "");
  if (other) return ok({ modules: [renderOther(state, other, state.modules.size)] });
  const module = knownModule(state, request.params.module);
  const index = [...state.modules.values()].indexOf(module);
  const nameField = module.byName.get(module.nameField);
  return ok({
    modules: [
      {
        ...renderModule(module, index),
        per_page: 10,
        $properties: [],
        $on_demand_properties: [],
        search_layout_fields: [module.nameField],
        display_field: nameField ? { api_name: nameField.apiName, id: nameField.id } : null,
        related_list_properties: { sort_by: null, fields: [module.nameField], sort_order: null },
        kanban_view: false,
        kanban_view_supported: true,
        filter_status: true,
      },
    ],
  });
}
