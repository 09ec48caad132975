import { input } from "@prismatic-io/spectral";
import { BOOKS_LIST } from "../limits";
import { toChoice, toKeyValues, toText, toWholeNumber } from "./cleaners";
import {
  fetchAll as crmFetchAll,
  maxRecords as crmMaxRecords,
  modifiedSince as crmModifiedSince,
  page as crmPage,
  perPage as crmPerPage,
  sortOrder as crmSortOrder,
} from "./crmList";

export const searchFields = input({
  label: "Search Fields",
  placeholder: "Enter filters and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments:
    "Filters of the list as Zoho Books names them, such as status, customer_name_contains or date_after. filter_by takes views such as Status.Unpaid; without it, inactive accounts and taxes are left out.",
  example: "status: unpaid",
  clean: toKeyValues("Search Fields"),
});

export const page = input({
  ...crmPage,
  comments: "The page to return, or to start at with Fetch All.",
});

export const perPage = input({
  ...crmPerPage,
  default: String(BOOKS_LIST.maxRecordsPerPage),
  comments: `How many records a page holds, at most ${BOOKS_LIST.maxRecordsPerPage}; more is taken for that.`,
  clean: toWholeNumber("Per Page", {
    fallback: BOOKS_LIST.maxRecordsPerPage,
    min: 1,
    max: Number.POSITIVE_INFINITY,
  }),
});

export const fetchAll = input({
  ...crmFetchAll,
  comments: `When true, every page is returned, up to ${BOOKS_LIST.maxRecords} records. Costs one API call for every ${BOOKS_LIST.maxRecordsPerPage} records.`,
});

export const maxRecords = input({
  ...crmMaxRecords,
  comments: `The most records to return. When empty, there is no limit but the ${BOOKS_LIST.maxRecords} of Fetch All.`,
});

export const sortColumn = input({
  label: "Sort Column",
  placeholder: "Enter a column",
  type: "string",
  required: false,
  comments:
    "The column to sort by, such as created_time. Which columns there are depends on the record type; the error for a wrong one lists them. When empty, Zoho sorts as it does by default.",
  example: "created_time",
  clean: toText("Sort Column"),
});

export const sortOrder = input({
  ...crmSortOrder,
  comments:
    "The direction to sort in. When empty, Zoho uses that of the record type. Where Zoho sorts otherwise all the same, a warning says so.",
  example: "D",
  model: [
    { label: "Ascending", value: "A" },
    { label: "Descending", value: "D" },
  ],
  clean: toChoice("Sort Order", ["A", "D"]),
});

export const modifiedSince = input({
  ...crmModifiedSince,
  comments:
    "Returns only records modified at or after this moment. Only some record types can be filtered so, invoices and bills among them; the others say so in an error.",
});
