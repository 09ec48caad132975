/** The variants of Zoho Books; "facts" are those of Books here. */
export const BOOKS_CHOICES = {
  /** Organizations of the user; with a single one `organization_id` may be left out (facts 2). */
  booksOrganizations: ["two", "one"],
  /** HTTP status of code 6024: no organization_id and several organizations (facts 2). */
  booksNoOrganizationStatus: ["400", "200"],
  /** HTTP status of an unknown id, code 1002 (facts 10). */
  booksNotFoundStatus: ["404", "400"],
  /** Key of a list of recurring bills: one client, or the documents (facts 6). */
  booksRecurringBillsKey: ["recurring_bills", "recurringbills"],
  /** Which address one recurring bill is read and deleted at (facts 5, 12.13). */
  booksRecurringBillPath: ["both", "recurringbills", "recurring_bills"],
  /** Key of a list of vendor credits: three clients, or the documents (facts 6). */
  booksVendorCreditsKey: ["vendor_credits", "vendorcredits"],
  /** Key of a list of a project's tasks: seen live by a client, or the documents (facts 6). */
  booksProjectTasksKey: ["task", "tasks"],
  /** One bank rule: under `rule`, or beside code and message as documented (facts 5, 15). */
  booksBankRule: ["wrapped", "unwrapped"],
  /** A contact person in the answers of writes (facts 6). */
  booksContactPerson: ["object", "array"],
  /** A list of contact persons: in pages as the OAS has it, or whole without page_context (facts 3). */
  booksContactPersonPages: ["paged", "whole"],
  /** HTTP status of a created expense: live 201, documents 200 (facts 6). */
  booksExpenseStatus: ["201", "200"],
  /** Texts such as "12.5" where a number is wanted (facts 7 are silent). */
  booksNumbersAsText: ["accepted", "rejected"],
  /** Custom fields that nobody defined are taken as text, or refused (facts 7 are silent). */
  booksUnknownCustomFields: ["accepted", "rejected"],
  /** A sort_column that the type does not have (facts 13). */
  booksUnknownSort: ["ignored", "rejected"],
  /** Purchase orders and sort_order=A: seen live to be ignored (facts 3). */
  booksPurchaseOrderSort: ["descending", "honoured"],
  /** last_modified_time of journals: seen live to be compared as equal (facts 4). */
  booksJournalsSince: ["equal", "since"],
  /** last_modified_time of contacts: checked, but is it applied? (facts 4) */
  booksContactsSince: ["ignored", "filters"],
  /** Whether rows of the very second of last_modified_time come (facts 4). */
  booksSinceBound: ["inclusive", "exclusive"],
  /** Whether a contact_name is unique over customers and vendors or within each (facts 7). */
  booksContactNames: ["overall", "per-type"],
  /** Largest file, in 1024² bytes (facts 8); 1 for tests. */
  booksAttachmentMegabytes: ["10", "1"],
  /** Whether comments move last_modified_time (facts 15). */
  booksCommentsModify: ["no", "yes"],
  /** A PDF through `Accept: application/pdf` instead of `accept=pdf` (facts 8). */
  booksPdfByHeader: ["honoured", "ignored"],
} as const;
