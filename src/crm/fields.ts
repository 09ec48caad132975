import { isSpectralError } from "@prismatic-io/spectral";
import { moduleSegment } from "../client/path";
import { CRM_METADATA } from "../limits";
import { LruMap } from "../shared/collections";
import { isObject } from "../shared/json";
import type { CrmClient } from "./client";
import { listIn } from "./envelope";

/** A field of a module, as far as the connector uses it. */
export interface CrmField {
  apiName: string;
  label: string;
  /** Zoho's data_type, such as text, integer, multiselectpicklist or lookup. */
  dataType: string;
  /** Zoho's json_type, such as string, integer, jsonobject or jsonarray. */
  jsonType: string;
  /** Values of a pick-list, as they are stored. */
  options: readonly string[];
}

const remembered = new LruMap<CrmField[]>(CRM_METADATA.maxModulesRemembered);
/** Until when a failed look-up is not repeated, in milliseconds since 1970. */
const failedUntil = new LruMap<number>(CRM_METADATA.maxModulesRemembered);

/**
 * The fields of a module, read once in a process and organization. Empty when Zoho lists none. Throws what
 * the call throws. Concurrent reads are not shared, because each caller has its own deadline.
 * https://www.zoho.com/crm/developer/docs/api/v8/field-meta.html
 */
export async function fieldsOf(client: CrmClient, module: string): Promise<CrmField[]> {
  const key = cacheKey(client, module);
  return remembered.get(key) ?? refreshFields(client, module);
}

/** Reads the fields from Zoho, and caches them for later callers. */
export async function refreshFields(client: CrmClient, module: string): Promise<CrmField[]> {
  const fields = await readFields(client, module);
  remembered.set(cacheKey(client, module), fields);
  return fields;
}

/**
 * The same, but undefined with a line in the log when Zoho does not let the field list be read. A failure
 * counts for half a minute, a missing permission as long as the process lives.
 */
export async function fieldsIfReadable(
  client: CrmClient,
  module: string,
): Promise<CrmField[] | undefined> {
  const key = cacheKey(client, module);
  if ((failedUntil.get(key) ?? 0) > Date.now()) return undefined;
  try {
    return await fieldsOf(client, module);
  } catch (error) {
    const code = isSpectralError(error) && "code" in error ? String(error.code) : "";
    if (code !== "ZOHO_TOKEN_REJECTED") {
      const isPermanent = code === "ZOHO_SCOPE_MISSING" || code === "ZOHO_NO_PERMISSION";
      const until = isPermanent
        ? Number.POSITIVE_INFINITY
        : Date.now() + CRM_METADATA.failureRememberedMs;
      failedUntil.set(key, until);
    }
    client.logger.warn(
      `The fields of ${module} could not be read, so values are sent as typed. ${code}`,
    );
    return undefined;
  }
}

const cacheKey = (client: CrmClient, module: string): string => `${client.organization} ${module}`;

async function readFields(client: CrmClient, module: string): Promise<CrmField[]> {
  moduleSegment(module);
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
        options: parseOptions(field.pick_list_values),
      },
    ];
  });
}

const textOr = (value: unknown, fallback: string): string =>
  typeof value === "string" && value !== "" ? value : fallback;

function parseOptions(values: unknown): string[] {
  if (!Array.isArray(values)) return [];
  const actual = values.filter(isObject).map((value) => value.actual_value);
  return actual.filter((value) => typeof value === "string");
}
