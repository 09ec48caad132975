import { RejectedError } from "../client/errors/errors";
import { CRM_LIST } from "../limits";
import { chunk } from "../shared/collections";
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

/** Records merged from several reads, by id. */
interface MergedRecords {
  whole: Map<string, CrmRecord>;
  /** Ids of records with another version in a later read. */
  edited: string[];
  /** Ids of records that a later read did not return. */
  missing: string[];
}

/**
 * Adds the other groups of fields to records that hold the first one. `read` returns records with
 * one group of fields; it may read the given ids, which are those still whole.
 */
export async function readInGroups(
  records: readonly CrmRecord[],
  otherGroups: readonly string[][],
  read: (group: readonly string[], ids: readonly string[]) => Promise<readonly CrmRecord[]>,
): Promise<MergedRecords> {
  const whole = byId(records);
  const edited: string[] = [];
  const missing: string[] = [];
  for (const group of otherGroups) {
    const parts = byId(await read(group, [...whole.keys()]));
    for (const [id, record] of whole) {
      const part = parts.get(id);
      if (part && part[VERSION] === record[VERSION]) {
        whole.set(id, { ...record, ...part });
        continue;
      }
      whole.delete(id);
      (part ? edited : missing).push(id);
    }
  }
  return { whole, edited, missing };
}

const byId = (records: readonly CrmRecord[]): Map<string, CrmRecord> =>
  new Map(records.map((record) => [String(record.id), record]));

/** Records completed at a time: ten calls a group, and only these are held twice. */
const SLICE = 10 * CRM_LIST.maxIdsPerCall;

/**
 * Completes records that hold the first group of fields. A record deleted meanwhile is left out;
 * one edited meanwhile is read again by itself.
 */
export async function fillIn(
  client: CrmClient,
  request: { module: string; converted: string },
  records: readonly CrmRecord[],
  groups: readonly string[][],
  fields: readonly string[],
): Promise<CrmRecord[]> {
  const complete: CrmRecord[] = [];
  for (const slice of chunk(records, SLICE)) {
    const { whole, edited } = await readInGroups(slice, groups.slice(1), (group, ids) =>
      readByIds(client, request, ids, group),
    );
    for (const id of edited) {
      const [record] = await findRecord(client, request.module, id, []);
      if (record) whole.set(id, record);
    }
    for (const { id } of slice) {
      const record = whole.get(String(id));
      if (record) complete.push(pick(record, ["id", ...fields]));
    }
  }
  return complete;
}
