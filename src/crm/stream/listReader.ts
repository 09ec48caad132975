import { RejectedError, UnavailableError } from "../../client/errors/errors";
import { getServerTimeMs } from "../../client/zohoClient";
import { CRM_LIST } from "../../limits";
import { isoSeconds, toSecond } from "../../shared/time";
import type { CrmClient } from "../client";
import { columnGroups, readInGroups, VERSION } from "../columnGroups";
import { readPage } from "../recordList";
import type { CrmRecord } from "../records";
import { readByIds } from "../recordsById";
import { fittingIds } from "./coqlReader";
import type { ChangeQuery } from "./readPlan";

export interface ListedPage {
  records: CrmRecord[];
  /** The second of the last record of the page, even if it was edited meanwhile and left out. */
  lastAt?: number;
  /** "" if Zoho gives none, which is enough when the page ends in a later second than it starts. */
  nextToken?: string;
  zohoTimeMs: number;
}

/**
 * Records modified from a second on, oldest first; undefined when Zoho refuses the page token. With
 * more than 50 fields, a record edited while the groups were read is left out: the next window has
 * it. https://www.zoho.com/crm/developer/docs/api/v8/get-records.html
 */
export async function listedPage(
  client: CrmClient,
  changeQuery: ChangeQuery,
  fields: readonly string[],
  { from, token }: { from: number; token?: string },
): Promise<ListedPage | undefined> {
  const { module } = changeQuery;
  const groups = columnGroups(fields);
  const converted = convertedFor(changeQuery);
  const query = {
    module,
    converted,
    sortBy: VERSION,
    sortOrder: "asc",
    customViewId: "",
    // Zoho returns what was modified after this time, so a second earlier.
    modifiedSince: isoSeconds(from - 1),
  };
  const place = token === undefined ? { page: 1 } : { page_token: token };
  const size = CRM_LIST.maxRecordsPerPage;
  const page = await readPage(client, query, place, size, groups[0] ?? []).catch(
    (error: unknown) => {
      if (token !== undefined && isTokenRefused(error)) return undefined;
      throw error;
    },
  );
  if (!page) return undefined;
  const { data, info, reply } = page;
  const lastAt = toSecond(data.at(-1)?.[VERSION]);
  const hasMore = info.more_records === true && data.length > 0;
  const nextToken = typeof info.next_page_token === "string" ? info.next_page_token : "";
  if (hasMore && nextToken === "" && !(lastAt > from)) {
    const { status, tried } = reply;
    throw new UnavailableError({ code: "ZOHO_REPLY_UNEXPECTED", status, tried, facts: [NO_TOKEN] });
  }
  return {
    records: await completed(client, changeQuery, data, fields),
    zohoTimeMs: getServerTimeMs(reply, Date.now()),
    ...(!Number.isNaN(lastAt) && { lastAt }),
    ...(hasMore && { nextToken }),
  };
}

const NO_TOKEN = "It announces more records but holds no page token.";

/** Records by their ids with all fields, without those deleted or edited meanwhile. */
export async function recordsByIds(
  client: CrmClient,
  changeQuery: ChangeQuery,
  fields: readonly string[],
  ids: readonly string[],
): Promise<CrmRecord[]> {
  const [first = []] = columnGroups(fields);
  const request = { module: changeQuery.module, converted: convertedFor(changeQuery) };
  const records = await readByIds(client, request, ids, first);
  return completed(client, changeQuery, records, fields);
}

/** The records with these ids that match the filter, as lists show them, and the credits spent. */
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

async function completed(
  client: CrmClient,
  changeQuery: ChangeQuery,
  records: readonly CrmRecord[],
  fields: readonly string[],
): Promise<CrmRecord[]> {
  const request = { module: changeQuery.module, converted: convertedFor(changeQuery) };
  const [, ...others] = columnGroups(fields);
  const { whole } = await readInGroups(records, others, (group, ids) =>
    readByIds(client, request, ids, group),
  );
  return [...whole.values()];
}

const convertedFor = ({ module, includeConverted }: ChangeQuery): string =>
  module === "Leads" && includeConverted ? "both" : "";

/** Whether the page token has expired or is unknown. */
const isTokenRefused = (error: unknown): boolean =>
  error instanceof RejectedError && error.code !== "ZOHO_PAGE_TOO_DEEP";
