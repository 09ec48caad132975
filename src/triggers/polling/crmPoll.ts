import type { ActionInputParameters } from "@prismatic-io/spectral";
import type { CrmClient } from "../../crm/client";
import { getNameFields } from "../../crm/modules";
import { ALL_MODULES, CrmPoller } from "../../crm/stream/crmPoller";
import { dailyCreditAllowance } from "../../inputs/apiUsage";
import { connection } from "../../inputs/connection";
import {
  additionalFields,
  backoffAtCreditPercentage,
  filter,
  ignoreOwnChanges,
  lookBackDate,
  maxRecordsToFetch,
  showDeletedRecords,
  showNewRecords,
  showUpdatedRecords,
} from "../../inputs/polling";
import type { PreparedPoll } from "./pollingTrigger";

/** The inputs of every trigger that polls Zoho CRM, beside the modules. */
export const crmPollInputs = {
  connection,
  fields: additionalFields,
  lookBackDate,
  showNewRecords,
  showUpdatedRecords,
  showDeletedRecords,
  maxRecordsToFetch,
  filter,
  ignoreOwnChanges,
  backoffAtCreditPercentage,
  dailyCreditAllowance,
};

interface Modules {
  modules: readonly string[];
  /** Records look as Zoho's lists show them. */
  throughList: boolean;
}

/** Records always show their name and their times. */
export function crmPoll(
  client: CrmClient,
  params: Omit<ActionInputParameters<typeof crmPollInputs>, "connection">,
  { modules, throughList }: Modules,
): PreparedPoll {
  const { fields, showDeletedRecords: showDeleted, ignoreOwnChanges: ignoreOwn } = params;
  const localNowMs = Date.now();
  const poller = new CrmPoller(client, {
    modules,
    queryFor: (module) => ({
      usualFields: [...getNameFields(module).slice(0, 1), "Created_Time", "Modified_Time"],
      fields,
      isStrict: modules.length === 1 && !modules.includes(ALL_MODULES),
      filter: params.filter,
      throughList,
      includeConverted: module === "Leads" && showDeleted,
    }),
    includeDeleted: showDeleted,
    ignoreOwn,
    pauseAtShare: params.backoffAtCreditPercentage,
    allowance: params.dailyCreditAllowance,
    localNowMs,
  });
  return {
    poller,
    maxChanges: params.maxRecordsToFetch,
    options: {
      lookBack: params.lookBackDate,
      showNew: params.showNewRecords,
      showUpdated: params.showUpdatedRecords,
      showDeleted,
      ignoreOwn,
      localNowMs,
    },
  };
}
