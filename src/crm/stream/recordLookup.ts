import { pages } from "../../client/pages";
import { CRM_CHANGES, CRM_LIST, LIVE_EVENTS } from "../../limits";
import { isoSeconds } from "../../shared/time";
import type { SourceRow } from "../../sync/changes";
import type { CrmClient } from "../client";
import { deletedPage } from "../deletedRecords";
import { infoIn } from "../envelope";
import { type CrmRecord, recordsOf } from "../records";
import type { ChangeQuery } from "./changeQuery";
import { fittingIds } from "./coqlReader";
import { recordsByIds } from "./listReader";
import { deletionOf } from "./rows";

/** The records with these ids that fit the wish, as lists show them, and what that cost. */
export async function lookUpRecords(
  client: CrmClient,
  changeQuery: ChangeQuery,
  fields: readonly string[],
  ids: readonly string[],
): Promise<{ records: CrmRecord[]; credits: number }> {
  const fitting =
    changeQuery.filter === "" ? { ids, credits: 0 } : await fittingIds(client, changeQuery, ids);
  const records = await recordsByIds(client, changeQuery, fields, fitting.ids);
  const calls = Math.ceil(fitting.ids.length / CRM_LIST.maxIdsPerCall);
  return { records, credits: fitting.credits + calls };
}

/**
 * The deletions of these records since a second, as the list of deleted records shows them. A mass deletion is
 * longer than what is looked through here; what is not found is left out.
 */
export async function lookUpDeletions(
  client: CrmClient,
  { module, ownUser }: Pick<ChangeQuery, "module" | "ownUser">,
  ids: readonly string[],
  from: number,
): Promise<{ rows: SourceRow[]; credits: number }> {
  const missing = new Set(ids);
  const rows: SourceRow[] = [];
  const since = { module, type: "all", deletedSince: isoSeconds(from - 1) };
  let credits = 0;
  if (ids.length === 0) return { rows, credits };
  const list = pages(1, async (page) => {
    const reply = await deletedPage(client, since, page, CRM_LIST.maxRecordsPerPage);
    const hasMore = infoIn(reply)?.more_records === true && page < LIVE_EVENTS.maxDeletedPages;
    return { records: recordsOf(reply), next: hasMore ? page + 1 : undefined };
  });
  for await (const { records } of list) {
    credits += CRM_CHANGES.deletedCredits;
    for (const record of records) {
      const row = deletionOf(record, ownUser, Number.NaN);
      if (Number.isSafeInteger(row.at) && missing.delete(row.id)) rows.push(row);
    }
    if (missing.size === 0) break;
  }
  return { rows, credits };
}
