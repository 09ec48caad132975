import { writeResults } from "../client/errors/crmErrors";
import { InputError, RejectedError, UnavailableError } from "../client/errors/errors";
import { idSegment, moduleSegment } from "../client/path";
import type { ZohoReply } from "../client/request";
import { CRM_LIST } from "../limits";
import { isObject } from "../shared/json";
import type { CrmClient } from "./client";
import { listIn } from "./envelope";

export type CrmRecord = Record<string, unknown>;

/** What Zoho answers for one record of a write. */
export interface WriteResult {
  code: string;
  details: Record<string, unknown>;
  message: string;
  status: string;
}

export const AUTOMATIONS = ["all", "none", "workflow", "approval", "blueprint"] as const;

/** Which automations of Zoho CRM a write sets off; "" = all. */
type Automations = (typeof AUTOMATIONS)[number] | "";

/**
 * One record with the named fields, or with every field (subforms included) when none is named. Throws a
 * RejectedError that names module and id when there is no such record.
 * https://www.zoho.com/crm/developer/docs/api/v8/get-records.html
 */
export async function getRecord(
  client: CrmClient,
  module: string,
  id: string,
  fields: readonly string[],
): Promise<CrmRecord[]> {
  const records = await findRecord(client, module, id, fields);
  if (records.length > 0) return records;
  throw new RejectedError({
    code: "ZOHO_RECORD_NOT_FOUND",
    facts: [`"${module}" with ID "${id}" not found.`],
  });
}

/** The same, but empty when there is no such record: Zoho answers 204 or refuses the id. */
export async function findRecord(
  client: CrmClient,
  module: string,
  id: string,
  fields: readonly string[],
): Promise<CrmRecord[]> {
  const path = recordPath(module, id);
  const fitOneCall = fields.length <= CRM_LIST.maxFieldsPerCall;
  const query = { fields: fitOneCall ? fields.join(",") : undefined };
  try {
    const records = recordsOf(await client.request({ method: "GET", path, query }));
    return fitOneCall ? records : records.map((record) => pick(record, ["id", ...fields]));
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/**
 * Creates one record and returns Zoho's results. Throws when it is refused. Not retried when the
 * outcome is unknown, since Zoho would create a second record.
 * https://www.zoho.com/crm/developer/docs/api/v8/insert-records.html
 */
export async function createRecord(
  client: CrmClient,
  module: string,
  record: CrmRecord,
  options: { automations: Automations; layoutId: string },
): Promise<WriteResult[]> {
  refuseEmpty(record);
  const layout = options.layoutId === "" ? {} : { Layout: { id: options.layoutId } };
  const reply = await client.request({
    method: "POST",
    path: `/${moduleSegment(module)}`,
    payload: {
      kind: "json",
      value: { data: [{ ...record, ...layout }], trigger: toTrigger(options.automations) },
    },
  });
  return parseResults(reply);
}

/**
 * Updates one record and returns Zoho's results. Throws when it is refused.
 * https://www.zoho.com/crm/developer/docs/api/v8/update-records.html
 */
export async function updateRecord(
  client: CrmClient,
  module: string,
  id: string,
  record: CrmRecord,
  options: { automations: Automations },
): Promise<WriteResult[]> {
  const path = recordPath(module, id);
  refuseEmpty(record);
  const reply = await client.request({
    method: "PUT",
    path,
    payload: { kind: "json", value: { data: [record], trigger: toTrigger(options.automations) } },
  });
  return parseResults(reply);
}

/**
 * Deletes one record and returns Zoho's results. A record that is gone after an attempt with a lost reply counts
 * as deleted; otherwise a missing record is an error.
 * https://www.zoho.com/crm/developer/docs/api/v8/delete-records.html
 */
export async function removeRecord(
  client: CrmClient,
  module: string,
  id: string,
): Promise<WriteResult[]> {
  return deleteOnce(client, recordPath(module, id), id);
}

/** Deletes what is at a path. If it is gone and an earlier attempt may have deleted it, it counts as deleted. */
export async function deleteOnce(
  client: CrmClient,
  path: string,
  id: string,
): Promise<WriteResult[]> {
  try {
    return parseResults(await client.request({ method: "DELETE", path }));
  } catch (error) {
    if (isNotFound(error) && error.outcomeUnknown) {
      const done = { code: "SUCCESS", message: "record deleted", status: "success" };
      return [{ ...done, details: { id } }];
    }
    throw error;
  }
}

/** The records of a reply; none for an empty one. Throws when the reply has neither. */
export const recordsOf = (reply: ZohoReply): CrmRecord[] => listIn(reply, "data");

/** The results of a write. Throws when the reply has none. */
export function parseResults({ body, status, tried }: ZohoReply): WriteResult[] {
  const results = writeResults(body).filter(isObject);
  if (results.length === 0) {
    throw new UnavailableError({ code: "ZOHO_REPLY_UNEXPECTED", status, tried });
  }
  return results.map((result) => ({
    ...result,
    code: String(result.code ?? ""),
    details: isObject(result.details) ? result.details : {},
    message: String(result.message ?? ""),
    status: String(result.status ?? ""),
  }));
}

const recordPath = (module: string, id: string): string =>
  `/${moduleSegment(module)}/${idSegment("Record ID", id)}`;

/** Zoho runs all automations unless it gets a list. */
function toTrigger(automations: Automations): string[] | undefined {
  if (automations === "" || automations === "all") return undefined;
  return automations === "none" ? [] : [automations];
}

const isNotFound = (error: unknown): error is RejectedError =>
  error instanceof RejectedError && error.code === "ZOHO_RECORD_NOT_FOUND";

function refuseEmpty(record: CrmRecord): void {
  if (Object.keys(record).length === 0) {
    throw new InputError("Values", "are empty. Fill in Values or Dynamic Fields.");
  }
}

export const pick = (record: CrmRecord, names: readonly string[]): CrmRecord =>
  Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]));
