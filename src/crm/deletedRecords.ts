import { moduleSegment } from "../client/path";
import type { ZohoReply } from "../client/request";
import { CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { infoIn } from "./envelope";
import { type PageRequest, type RecordPage, readByPageNumber } from "./pages";
import { recordsOf } from "./records";

export interface DeletedRequest extends PageRequest {
  module: string;
  /** all, recycle (in the recycle bin) or permanent. */
  type: string;
  /** An instant as Zoho writes it; only records deleted after it are returned. "" = all. */
  deletedSince: string;
}

/**
 * Deleted records: id, display name, who deleted them and when. Zoho keeps 60 days of the recycle bin and
 * 120 days of permanent deletions.
 * https://www.zoho.com/crm/developer/docs/api/v8/get-deleted-records.html
 */
export async function deletedRecords(
  client: CrmClient,
  request: DeletedRequest,
): Promise<RecordPage> {
  return readByPageNumber(request, CRM_LIST.maxRecordsByPageToken, async (page, perPage) => {
    const reply = await deletedPage(client, request, page, perPage);
    return { data: recordsOf(reply), info: infoIn(reply) };
  });
}

/** One page of deleted records as Zoho gives it. */
export async function deletedPage(
  client: CrmClient,
  { module, type, deletedSince }: Pick<DeletedRequest, "module" | "type" | "deletedSince">,
  page: number,
  perPage: number,
): Promise<ZohoReply> {
  return client.request({
    method: "GET",
    path: `/${moduleSegment(module)}/deleted`,
    query: { type, page, per_page: perPage },
    headers: deletedSince === "" ? {} : { "If-Modified-Since": deletedSince },
  });
}
