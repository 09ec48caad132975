import type { CrmClient } from "../client/crmClient";
import { moduleSegment } from "../client/path";
import { CRM_LIST } from "../limits";
import { infoIn } from "./envelope";
import { type PageRequest, pagesInOrder, type RecordPage } from "./pages";
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
  const { module, type, deletedSince } = request;
  const path = `/${moduleSegment(module)}/deleted`;
  const headers: Record<string, string> =
    deletedSince === "" ? {} : { "If-Modified-Since": deletedSince };
  return pagesInOrder(request, CRM_LIST.maxRecordsByPageToken, async (page, perPage) => {
    const query = { type, page, per_page: perPage };
    const reply = await client.request({ method: "GET", path, query, headers });
    return { data: recordsOf(reply), info: infoIn(reply) };
  });
}
