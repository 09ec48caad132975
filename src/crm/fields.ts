import type { CrmClient } from "../client/crmClient";
import { ZohoError } from "../client/errors";
import { segment } from "../client/path";
import { isObject } from "../client/replyErrors";
import { CRM_METADATA } from "../limits";
import { listIn } from "./envelope";

/** A field of a module, as far as the connector uses it. */
export interface CrmField {
  apiName: string;
  label: string;
  /** Zoho's data_type, such as text, integer, multiselectpicklist or lookup. */
  dataType: string;
  /** Zoho's json_type, such as string, integer, jsonobject or jsonarray. */
  jsonType: string;
  mandatory: boolean;
  /** Values of a pick-list, as they are stored. */
  options: readonly string[];
}

const remembered = new Map<string, Promise<CrmField[]>>();

/**
 * The fields of a module, asked for once in a process and organization. Empty when Zoho lists none.
 * Throws what the call throws; a failure is not remembered.
 * https://www.zoho.com/crm/developer/docs/api/v8/field-meta.html
 */
export function fieldsOf(client: CrmClient, module: string): Promise<CrmField[]> {
  const key = `${client.organization} ${module}`;
  const known = remembered.get(key);
  if (known) return known;
  const asked = readFields(client, module);
  remembered.set(key, asked);
  asked.catch(() => remembered.delete(key));
  if (remembered.size > CRM_METADATA.maxModulesRemembered) {
    const [oldest] = remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
  }
  return asked;
}

/** The same, but undefined with a line in the log when Zoho does not let the field list be read. */
export async function fieldsIfReadable(
  client: CrmClient,
  module: string,
): Promise<CrmField[] | undefined> {
  try {
    return await fieldsOf(client, module);
  } catch (error) {
    const code = error instanceof ZohoError ? error.code : "no access to the metadata";
    client.logger.warn(`The fields of ${module} could not be read (${code}).`);
    return undefined;
  }
}

async function readFields(client: CrmClient, module: string): Promise<CrmField[]> {
  segment("Module API Name", module);
  const reply = await client.request({
    method: "GET",
    path: "/settings/fields",
    query: { module },
  });
  return listIn(reply, "fields").flatMap((field) => {
    const apiName = field.api_name;
    if (typeof apiName !== "string" || apiName === "") return [];
    return [
      {
        apiName,
        label: textOr(field.field_label ?? field.display_label, apiName),
        dataType: textOr(field.data_type, ""),
        jsonType: textOr(field.json_type, ""),
        mandatory: field.system_mandatory === true,
        options: optionsOf(field.pick_list_values),
      },
    ];
  });
}

const textOr = (value: unknown, fallback: string): string =>
  typeof value === "string" && value !== "" ? value : fallback;

function optionsOf(values: unknown): string[] {
  if (!Array.isArray(values)) return [];
  const actual = values.filter(isObject).map((value) => value.actual_value);
  return actual.filter((value) => typeof value === "string");
}
