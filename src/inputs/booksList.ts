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
    "List filters as Zoho Books names them, such as status, customer_name_contains or date_after. filter_by selects a view such as Status.Unpaid; without it, inactive accounts and taxes are left out.",
  example: "status: unpaid",
  clean: toKeyValues("Search Fields"),
});

export const page = input({
  ...crmPage,
  comments: "The page to return, or to start from with Fetch All.",
});

export const perPage = input({
  ...crmPerPage,
  default: String(BOOKS_LIST.maxRecordsPerPage),
  comments: `Records per page. Values above ${BOOKS_LIST.maxRecordsPerPage} count as ${BOOKS_LIST.maxRecordsPerPage}.`,
  clean: toWholeNumber("Per Page", {
    fallback: BOOKS_LIST.maxRecordsPerPage,
    min: 1,
    max: Number.POSITIVE_INFINITY,
  }),
});

export const fetchAll = input({
  ...crmFetchAll,
  comments: `When true, all pages are returned, up to ${BOOKS_LIST.maxRecords} records. Each ${BOOKS_LIST.maxRecordsPerPage} records cost one API call.`,
});

export const maxRecords = input({
  ...crmMaxRecords,
  comments: `The maximum number of records to return. When empty, the only limit is Fetch All's ${BOOKS_LIST.maxRecords}.`,
});

export const sortColumn = input({
  label: "Sort Column",
  placeholder: "Enter a column",
  type: "string",
  required: false,
  comments:
    "The column to sort by, such as created_time. The available columns depend on the record type; an error lists them. When empty, Zoho's default order applies.",
  example: "created_time",
  clean: toText("Sort Column"),
});

export const sortOrder = input({
  ...crmSortOrder,
  comments:
    "The sort direction. When empty, Zoho uses the default of the record type. If Zoho ignores it, a warning is logged.",
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
    "Returns only records modified at or after this time. Only some record types support it, such as invoices and bills; others fail with an error.",
});
