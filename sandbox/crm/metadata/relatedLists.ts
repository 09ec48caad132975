import { type JsonObject, noContent, ok, type Reply } from "../../http";
import { formatId } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import { missingParameter } from "../errors";
import { getRelatedLists } from "../relatedLists/definitions";
import { type CrmRequest, knownModule } from "../request";

const ATTACHMENTS = { apiName: "Attachments", plural: "Attachments", id: formatId(1_998) };
const FIRST_ID = 600_000;
const LISTS_PER_MODULE = 100;

/** `GET /settings/related_lists?module=` (facts 7); `href` is the path of the list. */
export function listRelatedLists(state: SandboxState, request: CrmRequest): Reply {
  const name = request.query.get("module");
  if (!name) throw missingParameter("module");
  const module = knownModule(state, name);
  const layoutId = request.query.get("layout_id");
  if (layoutId !== null && !module.layouts.some(({ id }) => id === layoutId)) return noContent();
  const firstId = FIRST_ID + [...state.modules.keys()].indexOf(name) * LISTS_PER_MODULE;
  const modules = [ATTACHMENTS, ...getRelatedLists(state, module).map((list) => list.module)];
  return ok({
    related_lists: modules.map(
      (other, index): JsonObject => ({
        id: formatId(firstId + index),
        sequence_number: String(index + 1),
        display_label: other.plural,
        api_name: other.apiName,
        module: { api_name: other.apiName, id: other.id },
        name: other.plural,
        action: null,
        href: `${name}/{ENTITYID}/${other.apiName}`,
        type: "default",
        connectedmodule: null,
        linkingmodule: null,
        customize_sort: false,
        customize_fields: false,
        customize_display_label: true,
        sort_by: null,
        sort_order: null,
        fields: null,
        visible: true,
        status: "visible",
      }),
    ),
  });
}
