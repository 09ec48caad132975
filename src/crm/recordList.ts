import { InputError, RejectedError } from "../client/errors/errors";
import { pages } from "../client/pages";
import { moduleSegment } from "../client/path";
import type { ZohoReply } from "../client/request";
import { CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { columnGroups, fillIn, listableFields } from "./columnGroups";
import { infoIn } from "./envelope";
import { nextByToken, type PageCursor, type RecordPage } from "./pages";
import { type CrmRecord, recordsOf } from "./records";
import { readByIds } from "./recordsById";

/** What to list. An empty string or list means "not set". */
export interface ListRequest {
  module: string;
  /** Empty = every field of the module that lists can hold. */
  fields: readonly string[];
  page: number;
  perPage: number;
  pageToken: string;
  sortBy: string;
  sortOrder: string;
  customViewId: string;
  recordIds: readonly string[];
  /** An instant as Zoho writes it; only records modified after it are returned. */
  modifiedSince: string;
  converted: string;
  fetchAll: boolean;
  /** Maximum number of records; Infinity = no limit. */
  maxRecords: number;
}

/**
 * Records of a module with their named fields. One page, or all pages up to Zoho's 100,000 records with
 * fetchAll; `info` then holds totals, and `more_records` says whether Zoho has more. More than 50 fields are
 * read in groups and merged by ID.
 * https://www.zoho.com/crm/developer/docs/api/v8/get-records.html
 */
export async function listRecords(client: CrmClient, input: ListRequest): Promise<RecordPage> {
  checkTogether(input);
  const request = { ...input, converted: withConvertedDefault(input) };
  const fields =
    request.fields.length > 0 ? request.fields : await listableFields(client, request.module);
  const groups = columnGroups(fields);
  const list = request.recordIds.length > 0 ? byIds : request.fetchAll ? allPages : onePage;
  const { data, info } = await list(client, request, groups[0] ?? []);
  if (groups.length <= 1) return { data, info };
  const complete = await fillIn(client, request, data, groups, fields);
  const lost = data.length - complete.length;
  if (lost === 0) return { data: complete, info };
  // Records were deleted while the list was read. For a full list, per_page is the total as well.
  const count = complete.length;
  return { data: complete, info: { ...info, count, ...(list !== onePage && { per_page: count }) } };
}

/** IDs select leads whether converted or not. */
const withConvertedDefault = ({ converted, module, recordIds }: ListRequest): string =>
  converted === "" && module === "Leads" && recordIds.length > 0 ? "both" : converted;

function checkTogether(request: ListRequest): void {
  if (request.customViewId !== "" && request.sortBy !== "") {
    throw new InputError(
      "Sort By",
      "cannot be used with Custom View ID: the view has its own order.",
    );
  }
  if (request.converted !== "" && request.module !== "Leads") {
    throw new InputError("Converted Leads", "can only be used with Leads.");
  }
  const filtered = request.customViewId !== "" || request.modifiedSince !== "";
  if (request.recordIds.length > 0 && filtered) {
    throw new InputError(
      "Record IDs",
      "cannot be used together with Custom View ID or Modified Since.",
    );
  }
}

async function onePage(
  client: CrmClient,
  request: ListRequest,
  fields: readonly string[],
): Promise<RecordPage> {
  const { perPage, maxRecords } = request;
  // A smaller page would shift every numbered page but the first. A page token is bound to its page size.
  const byNumber = request.pageToken === "" && request.page > 1;
  const size = byNumber ? perPage : Math.min(perPage, maxRecords);
  const { data, info } = await readPage(client, request, firstCursor(request), size, fields);
  if (data.length <= maxRecords) return { data, info };
  // The token would skip the records that are cut off here.
  const { next_page_token: _beyond, ...rest } = info;
  return {
    data: data.slice(0, maxRecords),
    info: { ...rest, count: maxRecords, more_records: true },
  };
}

async function allPages(
  client: CrmClient,
  request: ListRequest,
  fields: readonly string[],
): Promise<RecordPage> {
  const perPage = isFromStart(request) ? CRM_LIST.maxRecordsPerPage : request.perPage;
  const limit = Math.min(request.maxRecords, CRM_LIST.maxRecordsByPageToken);
  const data: CrmRecord[] = [];
  let last: Record<string, unknown> = {};
  try {
    const list = pages(firstCursor(request), (cursor) =>
      readPage(client, request, cursor, perPage, fields),
    );
    for await (const page of list) {
      data.push(...page.data);
      last = page.info;
      if (data.length >= limit) break;
    }
  } catch (error) {
    if (!isCeiling(error) || data.length === 0) throw error;
    last = { more_records: true };
  }
  const hasMore = last.more_records === true || data.length > limit;
  if (hasMore && data.length < request.maxRecords) warnOfCeiling(client, request, data.length);
  const returned = data.slice(0, limit);
  return { data: returned, info: fullInfo(last, returned.length, hasMore) };
}

/** What a page depends on besides its cursor, size and fields. */
type PageQuery = Pick<
  ListRequest,
  "module" | "sortBy" | "sortOrder" | "customViewId" | "converted" | "modifiedSince"
>;

const firstCursor = ({ page, pageToken }: ListRequest): PageCursor =>
  pageToken === "" ? { page } : { page_token: pageToken };

const isFromStart = ({ page, pageToken }: ListRequest): boolean => pageToken === "" && page === 1;

async function byIds(
  client: CrmClient,
  request: ListRequest,
  fields: readonly string[],
): Promise<RecordPage> {
  const ids = [...new Set(request.recordIds)].slice(0, request.maxRecords);
  const data = await readByIds(client, request, ids, fields);
  return { data, info: fullInfo({}, data.length, false) };
}

/** One page of a list as Zoho gives it, with its reply and the cursor of the next page. */
export async function readPage(
  client: CrmClient,
  request: PageQuery,
  cursor: PageCursor,
  perPage: number,
  fields: readonly string[],
): Promise<RecordPage & { reply: ZohoReply; next: PageCursor | undefined }> {
  const reply = await client.request({
    method: "GET",
    path: `/${moduleSegment(request.module)}`,
    query: {
      fields: fields.join(","),
      ...cursor,
      per_page: perPage,
      sort_by: request.sortBy,
      sort_order: request.sortOrder,
      cvid: request.customViewId,
      converted: request.converted,
    },
    headers: request.modifiedSince === "" ? {} : { "If-Modified-Since": request.modifiedSince },
  });
  const data = recordsOf(reply);
  const info = infoIn(reply);
  return {
    data,
    info: info ?? { per_page: perPage, count: data.length, page: 1, more_records: false },
    reply,
    next: nextByToken(info),
  };
}

const isCeiling = (error: unknown): boolean =>
  error instanceof RejectedError && error.code === "ZOHO_PAGE_TOO_DEEP";

/** One info for many pages: totals, and no tokens, since there is no next page. */
function fullInfo(
  last: Record<string, unknown>,
  count: number,
  moreRecords: boolean,
): Record<string, unknown> {
  const {
    next_page_token: _next,
    previous_page_token: _previous,
    page_token_expiry: _expiry,
    ...rest
  } = last;
  return { ...rest, per_page: count, count, page: 1, more_records: moreRecords };
}

function warnOfCeiling(client: CrmClient, { module }: ListRequest, count: number): void {
  client.logger.warn(
    `${module} has more than the ${count} records returned, but Zoho's list ends there. ` +
      "Narrow the list with Modified Since or a custom view, or read the rest with a COQL query " +
      "that continues from the last ID, or with Bulk Read.",
  );
}
