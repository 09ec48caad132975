import { crmCreateRecord } from "./crmCreateRecord";
import { crmGetRecord } from "./crmGetRecord";
import { crmGetRecords } from "./crmGetRecords";
import { crmRemoveRecord } from "./crmRemoveRecord";
import { crmUpdateRecord } from "./crmUpdateRecord";
import { validateConnection } from "./validateConnection";

export const actions = {
  crmCreateRecord,
  crmGetRecord,
  crmGetRecords,
  crmRemoveRecord,
  crmUpdateRecord,
  validateConnection,
};
