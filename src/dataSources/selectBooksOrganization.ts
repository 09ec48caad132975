import { dataSource } from "@prismatic-io/spectral";
import { booksClient } from "../books/client";
import { organizationElements } from "../books/pickLists";
import { connection } from "../inputs/connection";
import { PICK_LIST } from "../limits";

export const selectBooksOrganization = dataSource({
  display: {
    label: "Select Books Organization",
    description: "Lists the organizations of Zoho Books that the connected user belongs to.",
  },
  dataSourceType: "picklist",
  inputs: { connection },
  examplePayload: { result: [{ key: "700100200", label: "Northwind Test (default)" }] },
  perform: async (context, params) => {
    const options = { organizationId: "", deadlineMs: PICK_LIST.deadlineMs };
    const client = booksClient(params.connection, context, options);
    return { result: await organizationElements(client) };
  },
});
