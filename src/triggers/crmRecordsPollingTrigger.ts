import { crmClient } from "../crm/client";
import { changeFields, modules } from "../inputs/polling";
import { crmPoll, crmPollInputs } from "./polling/crmPoll";
import { changeTrigger } from "./polling/pollingTrigger";

const { connection, ...others } = crmPollInputs;

export const crmRecordsPollingTrigger = changeTrigger({
  display: {
    label: "New and Updated CRM Records",
    description:
      "Checks on a schedule for records of one or several Zoho CRM modules that were created, modified or deleted, and returns each change once.",
  },
  inputs: { connection, modules, ...others, fields: changeFields },
  example: {
    module: "Deals",
    record: {
      id: "4876876000003456001",
      Deal_Name: "Harbor crane",
      Created_Time: "2026-01-31T10:00:00+05:30",
      Modified_Time: "2026-01-31T10:05:00+05:30",
    },
  },
  prepare: (context, params) =>
    crmPoll(crmClient(params.connection, context), params, {
      modules: params.modules,
      throughList: false,
    }),
});
