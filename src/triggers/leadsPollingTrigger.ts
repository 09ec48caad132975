import { crmClient } from "../crm/client";
import { crmPoll, crmPollInputs } from "./polling/crmPoll";
import { changeTrigger } from "./polling/pollingTrigger";

export const leadsPollingTrigger = changeTrigger({
  display: {
    label: "New and Updated CRM Leads",
    description:
      "Checks on a schedule for leads that were created or modified in Zoho CRM, and returns each change once.",
  },
  inputs: crmPollInputs,
  only: "Leads",
  example: {
    id: "4876876000001234001",
    Full_Name: "Priya Rao",
    Created_Time: "2026-01-31T10:00:00+05:30",
    Modified_Time: "2026-01-31T10:00:00+05:30",
  },
  prepare: (context, params) =>
    crmPoll(crmClient(params.connection, context), params, {
      modules: ["Leads"],
      throughList: true,
    }),
});
