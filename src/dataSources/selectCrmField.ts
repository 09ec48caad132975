import { dataSource } from "@prismatic-io/spectral";
import { crmClient } from "../crm/client";
import { getModule } from "../crm/modules";
import { fieldElements } from "../crm/pickLists";
import { connection } from "../inputs/connection";
import { moduleApiName, recordType } from "../inputs/crmRecord";
import { PICK_LIST } from "../limits";

export const selectCrmField = dataSource({
  display: {
    label: "Select CRM Field",
    description: "Lists the fields of a Zoho CRM module by label, including custom ones.",
  },
  dataSourceType: "picklist",
  inputs: {
    connection,
    recordType,
    moduleApiName: { ...moduleApiName, dataSource: undefined },
  },
  examplePayload: { result: [{ key: "Last_Name", label: "Last Name (Last_Name)" }] },
  perform: async (context, params) => {
    const client = crmClient(params.connection, context, { deadlineMs: PICK_LIST.deadlineMs });
    return { result: await fieldElements(client, getModule(params)) };
  },
});
