import { contactsPollingTrigger } from "./contactsPollingTrigger";
import { crmRecordsPollingTrigger } from "./crmRecordsPollingTrigger";
import { leadsPollingTrigger } from "./leadsPollingTrigger";

export const triggers = {
  contactsPollingTrigger,
  crmRecordsPollingTrigger,
  leadsPollingTrigger,
};
