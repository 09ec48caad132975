import { RejectedError } from "../client/errors/errors";
import { idSegment, moduleSegment, segment } from "../client/path";
import { CRM_LIST } from "../limits";
import { isObject } from "../shared/json";
import type { CrmClient } from "./client";
import { listableFields } from "./columnGroups";
import { infoIn, listIn } from "./envelope";
import { type PageRequest, type RecordPage, readByPageNumber } from "./pages";
import { recordsOf } from "./records";

export interface RelatedRequest extends PageRequest {
  module: string;
  recordId: string;
  /** API name of the related list, such as Notes or Deals. */
  relatedList: string;
  /** Empty = the first 50 fields that lists of the related module can hold. */
  fields: readonly string[];
}

/**
 * The records of a related list, one page or up to 2,000 with fetchAll.
 * https://www.zoho.com/crm/developer/docs/api/v8/get-related-records.html
 */
export async function relatedRecords(
  client: CrmClient,
  request: RelatedRequest,
): Promise<RecordPage> {
  const { module, recordId, relatedList } = request;
  const list = segment("Related List", relatedList);
  const path = `/${moduleSegment(module)}/${idSegment("Record ID", recordId)}/${list}`;
  const fields =
    request.fields.length > 0 ? request.fields : await readListFields(client, module, relatedList);
  return readByPageNumber(request, CRM_LIST.maxRecordsByPageNumber, async (page, perPage) => {
    const query = { fields: fields.join(","), page, per_page: perPage };
    const reply = await client.request({ method: "GET", path, query });
    return { data: recordsOf(reply), info: infoIn(reply) };
  });
}

/** The fields of the module that a related list shows, found by the metadata of the list. */
async function readListFields(
  client: CrmClient,
  module: string,
  relatedList: string,
): Promise<string[]> {
  const reply = await client.request({
    method: "GET",
    path: "/settings/related_lists",
    query: { module },
  });
  const lists = listIn(reply, "related_lists");
  const list = lists.find((one) => one.api_name === relatedList);
  if (!list) {
    const known = lists.map((one) => one.api_name).filter((name) => typeof name === "string");
    throw new RejectedError({
      code: "ZOHO_RELATED_LIST_UNKNOWN",
      facts: [`${module} has no related list ${relatedList}, but ${known.join(", ")}.`],
    });
  }
  const related = isObject(list.module) ? list.module.api_name : undefined;
  const fields = await listableFields(client, typeof related === "string" ? related : relatedList);
  if (fields.length > CRM_LIST.maxFieldsPerCall) {
    client.logger.warn(
      `${relatedList} has ${fields.length} fields; the first ${CRM_LIST.maxFieldsPerCall} are returned. Name the wanted ones in Fields.`,
    );
  }
  return fields.slice(0, CRM_LIST.maxFieldsPerCall);
}
