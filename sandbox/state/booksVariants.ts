/** The variants of Zoho Books; facts refer to zoho-books-v3.md. */
export const BOOKS_CHOICES = {
  /** Organizations of the user; with only one, `organization_id` is optional (facts 2). */
  booksOrganizations: ["two", "one"],
  /** HTTP status of code 6024: no organization_id and several organizations (facts 2). */
  booksNoOrganizationStatus: ["400", "200"],
  /** HTTP status of an unknown id, code 1002 (facts 10). */
  booksNotFoundStatus: ["404", "400"],
  /** Key of a list of recurring bills: one client, or the documents (facts 6). */
  booksRecurringBillsKey: ["recurring_bills", "recurringbills"],
  /** The path at which a recurring bill is read and deleted (facts 5, 12.13). */
  booksRecurringBillPath: ["both", "recurringbills", "recurring_bills"],
  /** Key of a list of vendor credits: three clients, or the documents (facts 6). */
  booksVendorCreditsKey: ["vendor_credits", "vendorcredits"],
  /** Key of a list of a project's tasks: seen live by a client, or the documents (facts 6). */
  booksProjectTasksKey: ["task", "tasks"],
  /** A bank rule is under `rule`, or next to code and message as documented (facts 5, 15). */
  booksBankRule: ["wrapped", "unwrapped"],
  /** A contact person in replies to writes (facts 6). */
  booksContactPerson: ["object", "array"],
  /**
   * Lists of contact persons: pages as in the OpenAPI file, or all without page_context (facts 3).
   */
  booksContactPersonPages: ["paged", "whole"],
  /** HTTP status of a created expense: live 201, documents 200 (facts 6). */
  booksExpenseStatus: ["201", "200"],
  /** Texts such as "12.5" for numbers (not in facts 7). */
  booksNumbersAsText: ["accepted", "rejected"],
  /** Undefined custom fields are stored as text, or refused (not in facts 7). */
  booksUnknownCustomFields: ["accepted", "rejected"],
  /** A sort_column that the type does not have (facts 13). */
  booksUnknownSort: ["ignored", "rejected"],
  /** Purchase orders with sort_order=A; live, it is ignored (facts 3). */
  booksPurchaseOrderSort: ["descending", "honoured"],
  /** last_modified_time of journals; live, it compares for equality (facts 4). */
  booksJournalsSince: ["equal", "since"],
  /** Whether last_modified_time of contacts filters or is only validated (facts 4). */
  booksContactsSince: ["ignored", "filters"],
  /** Whether rows of the second in last_modified_time are included (facts 4). */
  booksSinceBound: ["inclusive", "exclusive"],
  /** Whether contact_name is unique across customers and vendors or within each (facts 7). */
  booksContactNames: ["overall", "per-type"],
  /** Maximum file size in MiB (facts 8); 1 for tests. */
  booksAttachmentMegabytes: ["10", "1"],
  /** Whether comments change last_modified_time (facts 15). */
  booksCommentsModify: ["no", "yes"],
  /** `Accept: application/pdf` instead of `accept=pdf` (facts 8). */
  booksPdfByHeader: ["honoured", "ignored"],
} as const;
