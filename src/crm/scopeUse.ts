import type { ScopeUse } from "../client/scopes";

/** https://www.zoho.com/crm/developer/docs/api/v8/scopes.html */
export const CRM_SCOPE_USE: readonly ScopeUse[] = [
  {
    scope: "ZohoCRM.modules.READ",
    purpose: "read records and attachments",
    usedBy: [
      "crmGetRecord",
      "crmGetRecords",
      "crmGetRelatedRecords",
      "crmGetDeletedRecords",
      "crmSearchRecords",
      "crmRunQuery",
      "crmListAttachments",
      "crmDownloadAttachment",
      "selectCrmRecord",
      "contactsPollingTrigger",
      "leadsPollingTrigger",
      "crmRecordsPollingTrigger",
      "crmRecordEvents",
    ],
  },
  {
    scope: "ZohoCRM.modules.CREATE",
    purpose: "create records and attachments",
    usedBy: ["crmCreateRecord", "crmAddAttachment"],
  },
  { scope: "ZohoCRM.modules.UPDATE", purpose: "update records", usedBy: ["crmUpdateRecord"] },
  {
    scope: "ZohoCRM.modules.DELETE",
    purpose: "delete records and attachments",
    usedBy: ["crmRemoveRecord", "crmDeleteAttachment"],
  },
  {
    scope: "ZohoCRM.coql.READ",
    purpose: "run queries, and find changes cheaply",
    usedBy: [
      "crmRunQuery",
      "contactsPollingTrigger",
      "leadsPollingTrigger",
      "crmRecordsPollingTrigger",
      "crmRecordEvents",
    ],
  },
  {
    scope: "ZohoSearch.securesearch.READ",
    purpose: "search (not among the default scopes)",
    usedBy: ["crmSearchRecords"],
    optional: true,
  },
  {
    scope: "ZohoCRM.notifications.READ",
    purpose: "list notification channels",
    usedBy: [
      "crmGetNotificationDetails",
      "selectNotificationChannel",
      "crmRenewNotification",
      "notificationsTrigger",
      "crmRecordEvents",
    ],
  },
  {
    scope: "ZohoCRM.notifications.CREATE",
    purpose: "open notification channels",
    usedBy: [
      "crmEnableNotification",
      "crmRenewNotification",
      "notificationsTrigger",
      "crmRecordEvents",
    ],
  },
  {
    scope: "ZohoCRM.notifications.UPDATE",
    purpose: "change notification channels",
    usedBy: ["crmUpdateNotification", "crmDisableSpecificNotification", "crmRenewNotification"],
  },
  {
    scope: "ZohoCRM.notifications.DELETE",
    purpose: "close notification channels",
    usedBy: ["crmDisableNotification", "notificationsTrigger", "crmRecordEvents"],
  },
  {
    scope: "ZohoCRM.settings.fields.READ",
    purpose: "list fields, return all of them and fit typed values to them",
    usedBy: [
      "crmGetRecords",
      "crmGetRelatedRecords",
      "crmCreateRecord",
      "crmUpdateRecord",
      "selectCrmField",
      "contactsPollingTrigger",
      "leadsPollingTrigger",
      "crmRecordsPollingTrigger",
      "crmRecordEvents",
    ],
  },
  {
    scope: "ZohoCRM.settings.related_lists.READ",
    purpose: "look up the fields of a related list",
    usedBy: ["crmGetRelatedRecords"],
    optional: true,
  },
  {
    scope: "ZohoCRM.settings.modules.READ",
    purpose: "list modules",
    usedBy: [
      "selectCrmModule",
      "crmRecordsPollingTrigger",
      "crmRecordEvents",
      "notificationsTrigger",
    ],
  },
  {
    scope: "ZohoCRM.org.READ",
    purpose: "name the organization and its edition, and work out its credits",
    usedBy: [
      "validateConnection",
      "crmGetApiUsage",
      "contactsPollingTrigger",
      "leadsPollingTrigger",
      "crmRecordsPollingTrigger",
      "crmRecordEvents",
    ],
    optional: true,
  },
  {
    scope: "ZohoCRM.users.READ",
    purpose: "name the connected user with role and profile, and know its own changes",
    usedBy: [
      "validateConnection",
      "contactsPollingTrigger",
      "leadsPollingTrigger",
      "crmRecordsPollingTrigger",
      "crmRecordEvents",
    ],
    optional: true,
  },
];
