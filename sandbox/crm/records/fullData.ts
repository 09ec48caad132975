import { commaList, noContent, ok, type Reply } from "../../http";
import { isIdShaped } from "../../state/ids";
import type { SandboxState } from "../../state/sandboxState";
import { invalidPathId, missingParameter, tooMany } from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { knownFields, parseFieldNames } from "./listParameters";
import { renderField } from "./render";

const MAX_IDS = 100;

function parseIds({ params, query }: CrmRequest): string[] {
  const { id } = params;
  if (id !== undefined) {
    if (!isIdShaped(id)) throw invalidPathId(1);
    return [id];
  }
  const ids = commaList(query.get("ids"));
  if (ids.length === 0) throw missingParameter("ids");
  if (ids.length > MAX_IDS) {
    throw tooMany(MAX_IDS, { param_name: "ids" }, "Record count exceeded");
  }
  return ids;
}

/**
 * `GET /{module}/actions/fetch_full_data?ids=&fields=` and
 * `/{module}/{id}/actions/fetch_full_data?fields=` (facts 3.1): rich texts that lists truncate.
 */
export function getFullRecords(state: SandboxState, request: CrmRequest): Reply {
  const module = requireModule(state, request.params.module);
  const ids = parseIds(request);
  const fields = knownFields(module, parseFieldNames(request.query));
  const records = ids.flatMap((id) => state.store(module).get(id) ?? []);
  if (records.length === 0) return noContent();
  return ok({
    data: records.map((record) => {
      const values = fields.map((field) => [field.apiName, renderField(state, field, record)]);
      return { ...Object.fromEntries(values), id: record.id };
    }),
  });
}
