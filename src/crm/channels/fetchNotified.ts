import { isForbidden, RejectedError } from "../../client/errors/errors";
import { CHANGES, CRM_LIST } from "../../limits";
import type { CrmClient } from "../client";
import { listableFields } from "../columnGroups";
import { getNameFields } from "../modules";
import type { CrmRecord } from "../records";
import { readByIds } from "../recordsById";
import { lookUpDeletions } from "../stream/deletions";
import type { Notification } from "./notification";

export interface Notified {
  records: CrmRecord[];
  /** Records that no longer exist. */
  deletedIds: string[];
  /** Neither present nor deleted: Zoho does not show them yet, or not to this user. */
  notFoundIds?: string[];
}

/**
 * Reads the records that a notification names: one call for each 100 of them, and more if some are missing.
 * Calls `fieldsOf` only when there are records to read.
 * https://www.zoho.com/crm/developer/docs/api/v8/get-records.html
 */
export async function fetchNotified(
  client: CrmClient,
  { module, operation, ids, serverTimeMs }: Notification,
  fieldsOf: () => Promise<readonly string[]>,
): Promise<Notified> {
  const wanted = [...new Set(ids)];
  if (operation === "delete") return { records: [], deletedIds: wanted };
  if (module === "users") {
    client.logger.warn("Fetch Records: users are not records, so they are not fetched.");
    return { records: [], deletedIds: [] };
  }
  // A converted lead is not deleted.
  const request = { module, converted: module === "Leads" ? "both" : "" };
  const records = await readByIds(client, request, wanted, await fieldsOf());
  const found = new Set(records.map(({ id }) => String(id)));
  const missing = wanted.filter((id) => !found.has(id));
  if (missing.length === 0) return { records, deletedIds: [] };
  const deleted = await deletedAmong(client, module, missing, serverTimeMs);
  const notFoundIds = missing.filter((id) => !deleted.includes(id));
  return {
    records,
    deletedIds: missing.filter((id) => deleted.includes(id)),
    ...(notFoundIds.length > 0 && { notFoundIds }),
  };
}

/** The records that Zoho lists as deleted since the notification was sent. */
async function deletedAmong(
  client: CrmClient,
  module: string,
  ids: readonly string[],
  sentAtMs: number,
): Promise<string[]> {
  const from = Math.floor(sentAtMs / 1000) - CHANGES.overlapSeconds;
  try {
    const { rows } = await lookUpDeletions(client, { module, ownUser: "" }, ids, from);
    return rows.map(({ id }) => id);
  } catch (error) {
    if (error instanceof RejectedError) return [];
    throw error;
  }
}

/**
 * The fields to fetch by default: as many as one call takes, first the record's name, owner and times, then
 * in Zoho's order.
 */
export async function defaultFields(client: CrmClient, module: string): Promise<string[]> {
  const first = [...getNameFields(module), "Owner", "Created_Time", "Modified_Time"];
  const all = await listableFields(client, module).catch((error: unknown): string[] => {
    if (isForbidden(error) || error instanceof RejectedError) return [];
    throw error;
  });
  const known = first.filter((name) => all.length === 0 || all.includes(name));
  return [...new Set([...known, ...all])].slice(0, CRM_LIST.maxFieldsPerCall);
}
