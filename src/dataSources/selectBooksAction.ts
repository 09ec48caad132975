import { dataSource } from "@prismatic-io/spectral";
import { actionElements } from "../books/recordActions";
import { recordType } from "../inputs/books";

export const selectBooksAction = dataSource({
  display: {
    label: "Select Books Action",
    description: "Lists the actions that Books - Run Action can perform on a record type.",
  },
  dataSourceType: "picklist",
  inputs: { recordType },
  examplePayload: { result: [{ key: "status/sent", label: "Mark as Sent" }] },
  perform: async (_context, params) => {
    return { result: actionElements(params.recordType) };
  },
});
