import { booksAddAttachment } from "./booksAddAttachment";
import { booksCreateRecord } from "./booksCreateRecord";
import { booksDownloadAttachment } from "./booksDownloadAttachment";
import { booksGetDocument } from "./booksGetDocument";
import { booksGetRecord } from "./booksGetRecord";
import { booksGetRecords } from "./booksGetRecords";
import { booksListOrganizations } from "./booksListOrganizations";
import { booksRawRequest } from "./booksRawRequest";
import { booksRemoveRecord } from "./booksRemoveRecord";
import { booksRunAction } from "./booksRunAction";
import { booksUpdateRecord } from "./booksUpdateRecord";
import { crmAddAttachment } from "./crmAddAttachment";
import { crmCreateRecord } from "./crmCreateRecord";
import { crmDeleteAttachment } from "./crmDeleteAttachment";
import { crmDisableNotification } from "./crmDisableNotification";
import { crmDisableSpecificNotification } from "./crmDisableSpecificNotification";
import { crmDownloadAttachment } from "./crmDownloadAttachment";
import { crmEnableNotification } from "./crmEnableNotification";
import { crmGetApiUsage } from "./crmGetApiUsage";
import { crmGetDeletedRecords } from "./crmGetDeletedRecords";
import { crmGetNotificationDetails } from "./crmGetNotificationDetails";
import { crmGetRecord } from "./crmGetRecord";
import { crmGetRecords } from "./crmGetRecords";
import { crmGetRelatedRecords } from "./crmGetRelatedRecords";
import { crmListAttachments } from "./crmListAttachments";
import { crmRawRequest } from "./crmRawRequest";
import { crmRemoveRecord } from "./crmRemoveRecord";
import { crmRenewNotification } from "./crmRenewNotification";
import { crmRunQuery } from "./crmRunQuery";
import { crmSearchRecords } from "./crmSearchRecords";
import { crmUpdateNotification } from "./crmUpdateNotification";
import { crmUpdateRecord } from "./crmUpdateRecord";
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
