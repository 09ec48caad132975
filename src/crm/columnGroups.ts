import { RejectedError } from "../client/errors/errors";
import { CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { fieldsOf } from "./fields";
import { type CrmRecord, findRecord, pick } from "./records";
import { readByIds } from "./recordsById";

/** Zoho leaves fields of these types out of every list; only the single record holds them. */
export const NOT_IN_LISTS = new Set(["subform", "multiselectlookup", "multiuserlookup"]);

/** The version of a record: read with every group, so that an edit between two reads is noticed. */
export const VERSION = "Modified_Time";

/** Names of all fields of a module that a list can hold. Throws when Zoho names none. */
export async function listableFields(client: CrmClient, module: string): Promise<string[]> {
  const fields = await fieldsOf(client, module);
  const names = fields
    .filter(({ dataType }) => !NOT_IN_LISTS.has(dataType))
    .map(({ apiName }) => apiName);
  if (names.length === 0) {
    throw new RejectedError({
      code: "ZOHO_MODULE_UNKNOWN",
      facts: [`Zoho lists no fields for ${module}. Name the wanted ones in Fields.`],
    });
  }
  return names;
}

/** The fields in groups that one call can ask for. With several groups, each holds the version. */
export function columnGroups(
  fields: readonly string[],
  most: number = CRM_LIST.maxFieldsPerCall,
): string[][] {
  const names = [...new Set(fields)].filter((name) => name !== "id");
  if (names.length <= most) return [names.length > 0 ? names : ["id"]];
  const others = names.filter((name) => name !== VERSION);
  const size = most - 1;
  const groups: string[][] = [];
  for (let start = 0; start < others.length; start += size) {
    groups.push([VERSION, ...others.slice(start, start + size)]);
  }
  return groups;
}

/** Records completed at a time: ten calls a group, and only these are held twice. */
const SLICE = 10 * CRM_LIST.maxIdsPerCall;

/**
 * Completes records that hold the first group of fields with the other groups, merged by id. A record
 * deleted meanwhile is left out; one edited meanwhile is read anew as a whole.
 */
export async function fillIn(
  client: CrmClient,
  request: { module: string; converted: string },
  records: readonly CrmRecord[],
  groups: readonly string[][],
  fields: readonly string[],
): Promise<CrmRecord[]> {
  const complete: CrmRecord[] = [];
  for (let start = 0; start < records.length; start += SLICE) {
    const slice = records.slice(start, start + SLICE);
    const { whole, torn } = await mergeGroups(client, request, slice, groups.slice(1));
    for (const id of torn) {
      const [record] = await findRecord(client, request.module, id, []);
      if (record) whole.set(id, pick(record, ["id", ...fields]));
      else whole.delete(id);
    }
    for (const { id } of slice) {
      const record = whole.get(String(id));
      if (record) complete.push(pick(record, ["id", ...fields]));
    }
  }
  return complete;
}

async function mergeGroups(
  client: CrmClient,
  request: { module: string; converted: string },
  records: readonly CrmRecord[],
  groups: readonly string[][],
): Promise<{ whole: Map<string, CrmRecord>; torn: Set<string> }> {
  const whole = new Map(records.map((record) => [String(record.id), record]));
  const torn = new Set<string>();
  for (const group of groups) {
    const parts = await readByIds(client, request, [...whole.keys()], group);
    const found = new Map(parts.map((part) => [String(part.id), part]));
    for (const [id, record] of whole) {
      const part = found.get(id);
      if (!part) {
        whole.delete(id);
        torn.delete(id);
        continue;
      }
      if (record[VERSION] !== part[VERSION]) torn.add(id);
      whole.set(id, { ...record, ...part });
    }
  }
  return { whole, torn };
}
