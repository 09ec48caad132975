import type { ActionInputParameters } from "@prismatic-io/spectral";
import type { CrmClient } from "../../crm/client";
import { CrmPoller } from "../../crm/stream/crmPoller";
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
import type { PollRequest } from "../../sync/poll";

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

/** `throughList` = records look as Zoho's lists show them. */
export function crmPoll(
  client: CrmClient,
  params: Omit<ActionInputParameters<typeof crmPollInputs>, "connection">,
  { modules, throughList }: { modules: readonly string[]; throughList: boolean },
): PollRequest {
  const localNowMs = Date.now();
  const poller = new CrmPoller(client, {
    modules,
    fields: params.fields,
    filter: params.filter,
    throughList,
    includeDeleted: params.showDeletedRecords,
    ignoreOwn: params.ignoreOwnChanges,
    pauseAtShare: params.backoffAtCreditPercentage,
    allowance: params.dailyCreditAllowance,
    localNowMs,
  });
  return {
    poller,
    filter: {
      showNew: params.showNewRecords,
      showUpdated: params.showUpdatedRecords,
      showDeleted: params.showDeletedRecords,
      ignoreOwn: params.ignoreOwnChanges,
    },
    lookBack: params.lookBackDate,
    localNowMs,
    maxChanges: params.maxRecordsToFetch,
  };
}
