import { isFailure } from "../../client/errors/errors";
import { pages } from "../../client/pages";
import { getServerTimeMs } from "../../client/zohoClient";
import { CRM_CHANGES, CRM_LIST, LIVE_EVENTS } from "../../limits";
import { isObject } from "../../shared/json";
import { isoSeconds, toSecond } from "../../shared/time";
import type { ChangeSource, SourceRow } from "../../sync/changes";
import { pageNumberSource, type ReadByNumber } from "../../sync/sources";
import type { CrmClient } from "../client";
import { deletedPage } from "../deletedRecords";
import { infoIn } from "../envelope";
import { type CrmRecord, recordsOf } from "../records";
import type { ChangeQuery } from "./readPlan";
import { parseId } from "./rows";

/** The list of deleted records as a source. `spend` is told the credits of every call. */
export function deletionSource(
  client: CrmClient,
  { module, ownUser }: ChangeQuery,
  spend: (credits: number) => void,
): ChangeSource {
  const read: ReadByNumber = async ({ from, page, perPage }) => {
    const since = { module, type: "all", deletedSince: isoSeconds(from - 1) };
    spend(CRM_CHANGES.deletedCredits);
    try {
      const reply = await deletedPage(client, since, page, perPage);
      return {
        rows: recordsOf(reply).map((record) => deletionOf(record, ownUser, from)),
        hasMore: infoIn(reply)?.more_records === true,
        zohoTimeMs: getServerTimeMs(reply, Date.now()),
      };
    } catch (error) {
      if (page === 1 || !isFailure(error, "ZOHO_PAGE_TOO_DEEP")) throw error;
      client.logger.warn(
        `${module}: Zoho lists no more than ${(page - 1) * perPage} deletions since the last poll. The others are not returned; poll more often.`,
      );
      return { rows: [], hasMore: false, isTruncated: true, zohoTimeMs: from * 1000 };
    }
  };
  return pageNumberSource(read, { maxPerPage: CRM_LIST.maxRecordsPerPage, isNewestFirst: false });
}

/**
 * The deletions of these records since a second, from the list of deleted records. Only its first
 * pages are searched, so a mass deletion may hide some; those are left out.
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

/** A row of the list of deleted records; without a time, which Zoho may omit, it is of `from`. */
function deletionOf(record: CrmRecord, ownUser: string, from: number): SourceRow {
  const by = isObject(record.deleted_by) ? record.deleted_by.id : undefined;
  const at = toSecond(record.deleted_time);
  return {
    id: parseId(record),
    at: Number.isNaN(at) ? from : at,
    content: "",
    outcome: "deleted",
    ...(record.type === "permanent" && { isPermanent: true }),
    ...(ownUser !== "" && { isOwn: by === ownUser }),
    record,
  };
}
