import { dataSource } from "@prismatic-io/spectral";
import { booksClient } from "../books/client";
import { recordElements } from "../books/pickLists";
import { organizationId, parentRecordId, parentRecordType, recordType } from "../inputs/books";
import { connection } from "../inputs/connection";
import { PICK_LIST } from "../limits";

export const selectBooksRecord = dataSource({
  display: {
    label: "Select Books Record",
    description: "Lists Zoho Books records of a type by name, newest first.",
  },
  dataSourceType: "picklist",
  inputs: {
    connection,
    recordType,
    parentRecordId: { ...parentRecordId, dataSource: undefined },
    parentRecordType,
    organizationId: { ...organizationId, dataSource: undefined },
  },
  examplePayload: { result: [{ key: "260815000000305001", label: "INV-000012 (Harbor Supply)" }] },
  perform: async (context, params) => {
    const { connection, organizationId } = params;
    const options = { organizationId, deadlineMs: PICK_LIST.deadlineMs };
    const client = booksClient(connection, context, options);
    return { result: await recordElements(client, params) };
  },
});
