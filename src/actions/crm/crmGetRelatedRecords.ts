import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { relatedRecords } from "../../crm/relatedRecords";
import { connection } from "../../inputs/connection";
import { page, perPage } from "../../inputs/crmList";
import { moduleApiName, recordId, recordType } from "../../inputs/crmRecord";
import { relatedFetchAll, relatedFields, relatedList } from "../../inputs/crmSearch";
import { recordListSchema } from "./crmRecord.schema";

const example = {
  data: [
    {
      id: "4876876000001267001",
      Note_Title: "First call",
      Note_Content: "Wants an offer until Friday.",
      Created_Time: "2026-01-02T09:30:00+05:30",
    },
  ],
  info: { per_page: 200, count: 1, page: 1, more_records: false },
};

export const crmGetRelatedRecords = action({
  display: {
    label: "CRM - Get Related Records",
    description:
      "Retrieves the records of a related list, such as the notes or deals of a contact.",
  },
  inputs: {
    connection,
    recordType,
    moduleApiName,
    recordId,
    relatedList,
    fields: relatedFields,
    page,
    per_page: perPage,
    fetchAll: relatedFetchAll,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: recordListSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, { connection, per_page: perPage, ...params }) => {
    const request = { ...params, module: getModule(params), perPage };
    return { data: await relatedRecords(crmClient(connection, context), request) };
  },
});
