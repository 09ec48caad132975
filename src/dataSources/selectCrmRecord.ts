import { dataSource } from "@prismatic-io/spectral";
import { crmClient } from "../crm/client";
import { getModule } from "../crm/modules";
import { recordElements } from "../crm/pickLists";
import { connection } from "../inputs/connection";
import { moduleApiName, recordType } from "../inputs/crmRecord";
import { PICK_LIST } from "../limits";

export const selectCrmRecord = dataSource({
  display: {
    label: "Select CRM Record",
    description: "Lists the most recently changed records of a Zoho CRM module by name.",
  },
  dataSourceType: "picklist",
  inputs: {
    connection,
    recordType,
    moduleApiName: { ...moduleApiName, dataSource: undefined },
  },
  examplePayload: { result: [{ key: "4876876000001234001", label: "Ms. Priya Rao" }] },
  perform: async (context, params) => {
    const client = crmClient(params.connection, context, { deadlineMs: PICK_LIST.deadlineMs });
    return { result: await recordElements(client, getModule(params)) };
  },
});
