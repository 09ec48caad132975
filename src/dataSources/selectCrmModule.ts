import { dataSource } from "@prismatic-io/spectral";
import { crmClient } from "../crm/client";
import { moduleElements } from "../crm/pickLists";
import { connection } from "../inputs/connection";
import { PICK_LIST } from "../limits";

export const selectCrmModule = dataSource({
  display: {
    label: "Select CRM Module",
    description:
      "Lists the Zoho CRM modules that the API can read and write, including custom ones.",
  },
  dataSourceType: "picklist",
  inputs: { connection },
  examplePayload: { result: [{ key: "Leads", label: "Leads" }] },
  perform: async (context, { connection }) => {
    const client = crmClient(connection, context, { deadlineMs: PICK_LIST.deadlineMs });
    return { result: await moduleElements(client) };
  },
});
