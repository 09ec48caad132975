import { action, outputSchema, PerformSafety } from "@prismatic-io/spectral";
import { crmClient } from "../../crm/client";
import { deletedRecords } from "../../crm/deletedRecords";
import { getModule } from "../../crm/modules";
import { connection } from "../../inputs/connection";
import { page, perPage } from "../../inputs/crmList";
import { moduleApiName, recordType } from "../../inputs/crmRecord";
import { deletedFetchAll, deletedSince, deletedType } from "../../inputs/crmSearch";
import { recordListSchema } from "./crmRecord.schema";

const user = { name: "Ana Sousa", id: "4876876000000327001" };
const example = {
  data: [
    {
      id: "4876876000001234001",
      display_name: "Ms. Priya Rao",
      type: "recycle",
      deleted_by: user,
      created_by: user,
      deleted_time: "2026-01-03T11:00:00+05:30",
    },
  ],
  info: { per_page: 200, count: 1, page: 1, more_records: false },
};

export const crmGetDeletedRecords = action({
  display: {
    label: "CRM - Get Deleted Records",
    description:
      "Lists the deleted records of a Zoho CRM module, with when and by whom they were deleted.",
  },
  inputs: {
    connection,
    recordType,
    moduleApiName,
    deletedType,
    deletedSince,
    page,
    per_page: perPage,
    fetchAll: deletedFetchAll,
  },
  performSafety: PerformSafety.NOT_ALLOWED,
  outputSchema: outputSchema({ type: "actionOutput", schema: recordListSchema }),
  examplePayload: { data: example },
  examplePerform: async () => ({ data: example }),
  perform: async (context, { connection, per_page: perPage, deletedType: type, ...params }) => {
    const request = { ...params, type, module: getModule(params), perPage };
    return { data: await deletedRecords(crmClient(connection, context), request) };
  },
});
