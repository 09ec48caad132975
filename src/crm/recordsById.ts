import { idSegment, moduleSegment } from "../client/path";
import type { ZohoReply } from "../client/request";
import { CRM_CALLS_IN_FLIGHT, CRM_LIST } from "../limits";
import { chunk } from "../shared/collections";
import type { CrmClient } from "./client";
import { type CrmRecord, recordsOf } from "./records";

const WAVE = CRM_CALLS_IN_FLIGHT.max;

/** The records with these ids, in the order of the ids; ids that Zoho does not know are left out. */
export async function readByIds(
  client: CrmClient,
  request: { module: string; converted: string },
  ids: readonly string[],
  fields: readonly string[],
): Promise<CrmRecord[]> {
  for (const id of ids) idSegment("Record IDs", id);
  const replies: ZohoReply[] = [];
  // In waves, so that a failure stops what has not been sent yet.
  for (const wave of chunk(chunk(ids, CRM_LIST.maxIdsPerCall), WAVE)) {
    const calls = wave.map((part) =>
      client.request({
        method: "GET",
        path: `/${moduleSegment(request.module)}`,
        query: {
          fields: fields.join(","),
          ids: part.join(","),
          converted: request.converted,
          per_page: CRM_LIST.maxRecordsPerPage,
        },
      }),
    );
    replies.push(...(await Promise.all(calls)));
  }
  const found = new Map(replies.flatMap(recordsOf).map((record) => [record.id, record]));
  return ids.map((id) => found.get(id)).filter((record) => record !== undefined);
}
