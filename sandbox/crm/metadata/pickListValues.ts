import { noContent, ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { invalidPathId, missingParameter } from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { picklistValues } from "./fields";

/** `GET /settings/fields/{id}/pick_list_values?module=` (facts 7); 204 if there are none. */
export function listPickListValues(state: SandboxState, request: CrmRequest): Reply {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  const module = requireModule(state, name);
  const field = module.fields.find(({ id }) => id === request.params.id);
  if (!field) throw invalidPathId(2);
  if (!field.options) return noContent();
  const layouts = module.layouts.map(({ id, name: layout }) => ({
    id,
    name: layout,
    api_name: layout,
  }));
  return ok({
    pick_list_values: picklistValues(field).map((value) => ({
      ...value,
      layout_associations: layouts,
    })),
  });
}
