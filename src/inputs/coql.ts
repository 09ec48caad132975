import { input } from "@prismatic-io/spectral";
import { COQL } from "../limits";
import { toFlag, toText } from "./cleaners";

export const query = input({
  label: "Query",
  placeholder: "Enter COQL query",
  type: "text",
  required: true,
  comments:
    "The COQL query. WHERE is mandatory, and more than two conditions need brackets around pairs. Without LIMIT, 200 rows are returned; one call returns at most 2000. Converted leads are included.",
  example: "select Last_Name, Email from Leads where Email is not null limit 200",
  clean: toText("Query"),
});

export const fetchAllRows = input({
  label: "Fetch All",
  type: "boolean",
  required: false,
  default: "false",
  comments: `When true, every row is returned, up to ${COQL.maxRowsByOffset}. LIMIT in the query then caps the total. Costs up to three API credits for every 2000 rows.`,
  example: "true",
  clean: toFlag("Fetch All"),
});
