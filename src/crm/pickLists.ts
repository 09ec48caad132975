import type { Element } from "@prismatic-io/spectral";
import { pages, pickListRows } from "../client/pages";
import { CRM_LIST } from "../limits";
import { listChannels } from "./channels/list";
import type { CrmClient } from "./client";
import { fieldsOf } from "./fields";
import { readModules } from "./moduleList";
import { getNameFields } from "./modules";
import type { PageCursor } from "./pages";
import { readPage } from "./recordList";
import type { CrmRecord } from "./records";

/** The names of a module's most recently changed records: the first pages, sorted by name. */
export async function recordElements(client: CrmClient, module: string): Promise<Element[]> {
  const nameFields = getNameFields(module);
  const query = {
    module,
    sortBy: "Modified_Time",
    sortOrder: "desc",
    customViewId: "",
    modifiedSince: "",
    converted: "",
  };
  const list = pages<PageCursor, { rows: CrmRecord[]; next?: PageCursor }>(
    { page: 1 },
    async (cursor) => {
      const size = CRM_LIST.maxRecordsPerPage;
      const { data: rows, next } = await readPage(client, query, cursor, size, nameFields);
      return { rows, next };
    },
  );
  const records = await pickListRows(list);
  return sorted(
    records.map((record) => ({ key: String(record.id), label: getName(record, nameFields) })),
  );
}

function getName(record: CrmRecord, nameFields: readonly string[]): string {
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
  const elements = (await listChannels(client)).map(({ id, modules, expiry }) => {
    const names = modules.length > 0 ? modules.join(", ") : "no module";
    return { key: id, label: `Channel ${id} (${names}${expiry === "" ? "" : `; ends ${expiry}`})` };
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
