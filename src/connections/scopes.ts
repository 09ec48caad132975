/** What the connections ask for unless told otherwise. A contract: flows rely on it. */
export const DEFAULT_SCOPES = [
  "ZohoCRM.coql.READ",
  "ZohoCRM.notifications.ALL",
  "ZohoCRM.users.ALL",
  "ZohoCRM.org.ALL",
  "ZohoCRM.settings.ALL",
  "ZohoCRM.modules.ALL",
  "ZohoCRM.bulk.ALL",
  "ZohoBooks.fullaccess.all",
].join(" ");

/** The Self Client can be given search as well, which the CRM search and count calls need. */
export const SELF_CLIENT_SCOPES = `${DEFAULT_SCOPES} ZohoSearch.securesearch.READ`;
