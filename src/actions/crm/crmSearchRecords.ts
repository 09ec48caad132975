import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { getModule } from "../../crm/modules";
import { searchRecords } from "../../crm/search";
import { connection } from "../../inputs/connection";
import { page, perPage } from "../../inputs/crmList";
import { moduleApiName, recordType } from "../../inputs/crmRecord";
import {
  criteria,
  email,
  fieldMatches,
  phone,
  searchFetchAll,
  searchFields,
  word,
} from "../../inputs/crmSearch";
import example from "./crmGetRecords.example.json";
import { recordListSchema } from "./crmRecord.schema";

export const crmSearchRecords = action({
  display: {
    label: "CRM - Search Records",
    description:
      "Searches a Zoho CRM module by criteria, email, phone or word. The search index lags by seconds to minutes; CRM - COQL Query finds new records immediately.",
  },
  inputs: {
    connection,
    recordType,
    moduleApiName,
    fieldMatches,
    criteria,
    email,
    phone,
    word,
    fields: searchFields,
    page,
    per_page: perPage,
    fetchAll: searchFetchAll,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: recordListSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, { connection, per_page: perPage, ...params }) => {
    const request = { ...params, module: getModule(params), perPage };
    return { data: await searchRecords(crmClient(connection, context), request) };
  },
});
