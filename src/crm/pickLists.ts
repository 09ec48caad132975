import type { Element } from "@prismatic-io/spectral";
import { RejectedError } from "../client/errors/errors";
import { CRM_LIST, PICK_LIST } from "../limits";
import { listedChannels } from "./channels/listedChannels";
import type { CrmClient } from "./client";
import { fieldsOf } from "./fields";
import { readModules } from "./moduleList";
import { nameFieldsOf } from "./modules";
import { listRecords } from "./recordList";
import type { CrmRecord } from "./records";

/**
 * The records of a module by name, the latest changed of them: a few pages, sorted. When Zoho is slow,
 * what came in time is shown.
 */
export async function recordElements(client: CrmClient, module: string): Promise<Element[]> {
  const nameFields = nameFieldsOf(module);
  const records: CrmRecord[] = [];
  let pageToken = "";
  for (let page = 1; page <= PICK_LIST.maxPages; page += 1) {
    const found = await nextPage(client, module, nameFields, pageToken).catch((error: unknown) => {
      if (records.length > 0 && !(error instanceof RejectedError)) return undefined;
      throw error;
    });
    records.push(...(found?.data ?? []));
    const token = found?.info.next_page_token;
    if (found?.info.more_records !== true || typeof token !== "string") break;
    pageToken = token;
  }
  return sorted(
    records.map((record) => ({ key: String(record.id), label: nameOf(record, nameFields) })),
  );
}

const nextPage = (
  client: CrmClient,
  module: string,
  fields: readonly string[],
  pageToken: string,
) =>
  listRecords(client, {
    module,
    fields,
    page: 1,
    perPage: CRM_LIST.maxRecordsPerPage,
    pageToken,
    sortBy: "Modified_Time",
    sortOrder: "desc",
    customViewId: "",
    recordIds: [],
    modifiedSince: "",
    converted: "",
    fetchAll: false,
    maxRecords: Number.POSITIVE_INFINITY,
  });

function nameOf(record: CrmRecord, nameFields: readonly string[]): string {
  const names = nameFields.map((field) => record[field]);
  const name = names.find((value) => typeof value === "string" && value.trim() !== "");
  return typeof name === "string" ? name : String(record.id);
}

/** The modules that the API serves, by their plural label. Custom ones included. */
export async function moduleElements(client: CrmClient): Promise<Element[]> {
  const modules = await readModules(client);
  return sorted(modules.map(({ apiName, label }) => withApiName(apiName, label)));
}

/** The fields of a module by their label. */
export async function fieldElements(client: CrmClient, module: string): Promise<Element[]> {
  const fields = await fieldsOf(client, module);
  return sorted(fields.map(({ apiName, label }) => withApiName(apiName, label)));
}

/** The notification channels of the connected user, each once with its modules and its end. */
export async function channelElements(client: CrmClient): Promise<Element[]> {
  const elements = (await listedChannels(client)).map(({ id, modules, until }) => {
    const names = modules.length > 0 ? modules.join(", ") : "no module";
    return { key: id, label: `Channel ${id} (${names}${until === "" ? "" : `; ends ${until}`})` };
  });
  return sorted(elements);
}

const withApiName = (apiName: string, label: unknown): Element => ({
  key: apiName,
  label:
    typeof label === "string" && label !== "" && label !== apiName
      ? `${label} (${apiName})`
      : apiName,
});

const sorted = (elements: Element[]): Element[] =>
  elements.sort(
    (a, b) => (a.label ?? "").localeCompare(b.label ?? "") || a.key.localeCompare(b.key),
  );
