import { booksAddAttachment } from "./books/booksAddAttachment";
import { booksCreateRecord } from "./books/booksCreateRecord";
import { booksDownloadAttachment } from "./books/booksDownloadAttachment";
import { booksGetDocument } from "./books/booksGetDocument";
import { booksGetRecord } from "./books/booksGetRecord";
import { booksGetRecords } from "./books/booksGetRecords";
import { booksListOrganizations } from "./books/booksListOrganizations";
import { booksRawRequest } from "./books/booksRawRequest";
import { booksRemoveRecord } from "./books/booksRemoveRecord";
import { booksRunAction } from "./books/booksRunAction";
import { booksUpdateRecord } from "./books/booksUpdateRecord";
import { crmAddAttachment } from "./crm/crmAddAttachment";
import { crmCreateRecord } from "./crm/crmCreateRecord";
import { crmDeleteAttachment } from "./crm/crmDeleteAttachment";
import { crmDisableNotification } from "./crm/crmDisableNotification";
import { crmDisableSpecificNotification } from "./crm/crmDisableSpecificNotification";
import { crmDownloadAttachment } from "./crm/crmDownloadAttachment";
import { crmEnableNotification } from "./crm/crmEnableNotification";
import { crmGetApiUsage } from "./crm/crmGetApiUsage";
import { crmGetDeletedRecords } from "./crm/crmGetDeletedRecords";
import { crmGetNotificationDetails } from "./crm/crmGetNotificationDetails";
import { crmGetRecord } from "./crm/crmGetRecord";
import { crmGetRecords } from "./crm/crmGetRecords";
import { crmGetRelatedRecords } from "./crm/crmGetRelatedRecords";
import { crmListAttachments } from "./crm/crmListAttachments";
import { crmRawRequest } from "./crm/crmRawRequest";
import { crmRemoveRecord } from "./crm/crmRemoveRecord";
import { crmRenewNotification } from "./crm/crmRenewNotification";
import { crmRunQuery } from "./crm/crmRunQuery";
import { crmSearchRecords } from "./crm/crmSearchRecords";
import { crmUpdateNotification } from "./crm/crmUpdateNotification";
import { crmUpdateRecord } from "./crm/crmUpdateRecord";
import { validateConnection } from "./validateConnection";

export const actions = {
  booksAddAttachment,
  booksCreateRecord,
  booksDownloadAttachment,
  booksGetDocument,
  booksGetRecord,
  booksGetRecords,
  booksListOrganizations,
  booksRawRequest,
  booksRemoveRecord,
  booksRunAction,
  booksUpdateRecord,
  crmAddAttachment,
  crmCreateRecord,
  crmDeleteAttachment,
  crmDisableNotification,
  crmDisableSpecificNotification,
  crmDownloadAttachment,
  crmEnableNotification,
  crmGetApiUsage,
  crmGetDeletedRecords,
  crmGetNotificationDetails,
  crmGetRecord,
  crmGetRecords,
  crmGetRelatedRecords,
  crmListAttachments,
  crmRawRequest,
  crmRemoveRecord,
  crmRenewNotification,
  crmRunQuery,
  crmSearchRecords,
  crmUpdateNotification,
  crmUpdateRecord,
  validateConnection,
};
