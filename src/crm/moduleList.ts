import type { CrmClient } from "./client";
import { listIn } from "./envelope";

/** A module as Zoho describes it. */
export interface ListedModule {
  apiName: string;
  label: unknown;
  /** Records of the module can be listed: no mere link or part of other records. */
  hasRecords: boolean;
}

/**
 * Modules that Zoho lists and whose records its API does not serve as those of others: no list by time, or
 * an error for every query. `Activities` is the union of three other modules.
 */
const WITHOUT_LIST = new Set([
  "Activities",
  "Attachments",
  "CTI_Entry",
  "Email_Analytics",
  "Email_Sentiment",
  "Email_Template_Analytics",
  "Emails",
  "Functions__s",
  "Locking_Information__s",
]);

/** The modules that the API serves. https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html */
export async function readModules(client: CrmClient): Promise<ListedModule[]> {
  const reply = await client.request({ method: "GET", path: "/settings/modules" });
  return listIn(reply, "modules")
    .filter((module) => module.api_supported === true && typeof module.api_name === "string")
    .map((module) => ({
      apiName: String(module.api_name),
      label: module.plural_label,
      hasRecords:
        module.viewable !== false &&
        ["default", "custom"].includes(String(module.generated_type)) &&
        !WITHOUT_LIST.has(String(module.api_name)),
    }));
}
