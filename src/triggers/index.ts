import { bookContactsPollingTrigger } from "./bookContactsPollingTrigger";
import { booksRecordsPollingTrigger } from "./booksRecordsPollingTrigger";
import { contactsPollingTrigger } from "./contactsPollingTrigger";
import { crmRecordEvents } from "./crmRecordEvents";
import { crmRecordsPollingTrigger } from "./crmRecordsPollingTrigger";
import { leadsPollingTrigger } from "./leadsPollingTrigger";
import { notificationsTrigger } from "./notificationsTrigger";

export const triggers = {
  bookContactsPollingTrigger,
  booksRecordsPollingTrigger,
  contactsPollingTrigger,
  crmRecordEvents,
  crmRecordsPollingTrigger,
  leadsPollingTrigger,
  notificationsTrigger,
};
