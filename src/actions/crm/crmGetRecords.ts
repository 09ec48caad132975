import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { listRecords } from "../../crm/recordList";
import { connection } from "../../inputs/connection";
import {
  converted,
  customViewId,
  fetchAll,
  listFields,
  maxRecords,
  modifiedSince,
  page,
  pageToken,
  perPage,
  recordIds,
  sortBy,
  sortOrder,
} from "../../inputs/crmList";
import { moduleApiName, recordType } from "../../inputs/crmRecord";
import example from "./crmGetRecords.example.json";
import { recordListSchema } from "./crmRecord.schema";

export const crmGetRecords = action({
  display: {
    label: "CRM - Get Records",
    description: "Retrieves records of a Zoho CRM module, one page or all of them.",
  },
  inputs: {
    connection,
    recordType,
    moduleApiName,
    fields: listFields,
    page,
    per_page: perPage,
    page_token: pageToken,
    sort_order: sortOrder,
    sort_by: sortBy,
    fetchAll,
    maxRecords,
    customViewId,
    recordIds,
    modifiedSince,
    converted,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: recordListSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (
    context,
    { connection, per_page, page_token, sort_by, sort_order, ...params },
  ) => {
    const data = await listRecords(crmClient(connection, context), {
      ...params,
      module: getModule(params),
      perPage: per_page,
      pageToken: page_token,
      sortBy: sort_by,
      sortOrder: sort_order,
    });
    return { data };
  },
});
