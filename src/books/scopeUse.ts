import type { ScopeUse } from "../client/scopes";

/** https://www.zoho.com/books/api/v3/oauth/#scopes */
export const BOOKS_SCOPE_USE: readonly ScopeUse[] = [
  {
    scope: "ZohoBooks.fullaccess.all",
    purpose:
      "work with Zoho Books (or scopes of the record types concerned, such as ZohoBooks.invoices.READ)",
    usedBy: [
      "booksGetRecord",
      "booksGetRecords",
      "booksCreateRecord",
      "booksUpdateRecord",
      "booksRemoveRecord",
      "booksRunAction",
      "booksGetDocument",
      "booksAddAttachment",
      "booksDownloadAttachment",
      "selectBooksRecord",
      "bookContactsPollingTrigger",
      "booksRecordsPollingTrigger",
    ],
    optional: true,
  },
  {
    scope: "ZohoBooks.settings.READ",
    purpose: "list organizations",
    usedBy: [
      "booksListOrganizations",
      "selectBooksOrganization",
      "bookContactsPollingTrigger",
      "booksRecordsPollingTrigger",
    ],
    optional: true,
  },
];
