import { type JsonObject, noContent, ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { CustomView } from "../../state/schema/modules";
import { missingParameter } from "../errors";
import { type CrmRequest, knownModule } from "../request";

const renderView = (view: CustomView, index: number): JsonObject => ({
  id: view.id,
  name: view.name,
  display_value: view.name,
  system_name: view.systemName,
  default: index === 0,
  system_defined: true,
  category: "public_views",
  access_type: "public",
  favorite: null,
  offline: true,
  modified_time: null,
  modified_by: null,
});

/** `GET /settings/custom_views?module=` and `/settings/custom_views/{id}?module=` (facts 7). */
export function listCustomViews(state: SandboxState, request: CrmRequest): Reply {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  const module = knownModule(state, name);
  const { id } = request.params;
  const views = module.customViews
    .map(renderView)
    .filter((view) => id === undefined || view.id === id);
  if (views.length === 0) return noContent();
  if (id !== undefined) return ok({ custom_views: views });
  const defaultView = module.customViews[0]?.id;
  return ok({
    custom_views: views,
    info: {
      per_page: 200,
      count: views.length,
      page: 1,
      more_records: false,
      default: defaultView,
      translation: {},
    },
  });
}
