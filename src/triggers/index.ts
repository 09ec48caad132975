import { bookContactsPollingTrigger } from "./bookContactsPollingTrigger";
import { booksRecordsPollingTrigger } from "./booksRecordsPollingTrigger";
import { contactsPollingTrigger } from "./contactsPollingTrigger";
import { crmRecordsPollingTrigger } from "./crmRecordsPollingTrigger";
import { leadsPollingTrigger } from "./leadsPollingTrigger";

export const triggers = {
  bookContactsPollingTrigger,
  booksRecordsPollingTrigger,
  contactsPollingTrigger,
  crmRecordsPollingTrigger,
  leadsPollingTrigger,
};
