import type { CrmClient } from "../client/crmClient";
import { segment } from "../client/path";
import { CRM_LIST } from "../limits";
import { type CrmRecord, recordsOf } from "./records";

/** The records with these ids, in the order of the ids; ids that Zoho does not know are left out. */
export async function readByIds(
  client: CrmClient,
  request: { module: string; converted: string },
  ids: readonly string[],
  fields: readonly string[],
): Promise<CrmRecord[]> {
  for (const id of ids) segment("Record IDs", id);
  const chunks: string[][] = [];
  for (let start = 0; start < ids.length; start += CRM_LIST.maxIdsPerCall) {
    chunks.push(ids.slice(start, start + CRM_LIST.maxIdsPerCall));
  }
  const replies = await Promise.all(
    chunks.map((chunk) =>
      client.request({
        method: "GET",
        path: `/${segment("Record Type", request.module)}`,
        query: {
          fields: fields.join(","),
          ids: chunk.join(","),
          converted: request.converted,
          per_page: CRM_LIST.maxRecordsPerPage,
        },
      }),
    ),
  );
  const found = new Map(replies.flatMap(recordsOf).map((record) => [record.id, record]));
  return ids.map((id) => found.get(id)).filter((record) => record !== undefined);
}
