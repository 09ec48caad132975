import { type JsonObject, ok, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { recordName } from "../records/render";
import { type CrmRequest, requireModule } from "../request";
import { requireOpenLead } from "./lead";

/** The records of a module with the same value as the lead; null if there are none. */
function matches(
  state: SandboxState,
  moduleName: string,
  fieldName: string,
  value: unknown,
): JsonObject[] | null {
  if (typeof value !== "string") return null;
  const module = requireModule(state, moduleName);
  const store = state.store(module);
  const records = store.idsWith(fieldName, value).flatMap((id) => store.get(id) ?? []);
  if (records.length === 0) return null;
  return records.map((record) => ({ name: recordName(module, record), id: record.id }));
}

/**
 * `GET /Leads/{id}/__conversion_options` (facts 3.11): contacts with the lead's email address and
 * accounts with its company name. The shape is approximate.
 */
export function getConversionOptions(state: SandboxState, request: CrmRequest): Reply {
  const { values } = requireOpenLead(state, request);
  const { apiName, id } = requireModule(state, "Deals");
  return ok({
    __conversion_options: {
      module_preference: { api_name: apiName, id },
      Contacts: matches(state, "Contacts", "Email", values.Email),
      Deals: null,
      Accounts: matches(state, "Accounts", "Account_Name", values.Company),
      modules_with_multiple_layouts: [],
    },
  });
}
