import type { ActionInputParameters } from "@prismatic-io/spectral";
import type { CrmClient } from "../../crm/client";
import { dailyCreditAllowance } from "../../inputs/apiUsage";
import { connection } from "../../inputs/connection";
import { deferInputErrors, type Valid } from "../../inputs/deferInputErrors";
import {
  backoffAtCreditPercentage,
  changeFields,
  filter,
  ignoreOwnChanges,
} from "../../inputs/polling";
import { operations, watchedModules } from "../../inputs/recordEvents";
import { CHANGES } from "../../limits";
import type { PollRequest } from "../../sync/poll";
import { crmPoll } from "../polling/crmPoll";

export const recordEventInputs = {
  connection,
  modules: deferInputErrors(watchedModules),
  operations: deferInputErrors(operations),
  fields: deferInputErrors(changeFields),
  filter: deferInputErrors(filter),
  ignoreOwnChanges: deferInputErrors(ignoreOwnChanges),
  backoffAtCreditPercentage: deferInputErrors(backoffAtCreditPercentage),
  dailyCreditAllowance: deferInputErrors(dailyCreditAllowance),
};

/** Inputs before validation. */
export type UncheckedEventParams = ActionInputParameters<typeof recordEventInputs>;

export type RecordEventParams = Valid<UncheckedEventParams>;

/** The poll that the inputs ask for. */
export function recordEventPoll(
  client: CrmClient,
  params: RecordEventParams,
  lookBackDate?: number,
): PollRequest {
  const { operations, modules } = params;
  const shown = {
    showNewRecords: operations.includes("create"),
    showUpdatedRecords: operations.includes("edit"),
    showDeletedRecords: operations.includes("delete"),
  };
  const pollParams = {
    ...params,
    ...shown,
    lookBackDate,
    maxRecordsToFetch: CHANGES.maxRecordsPerPage,
  };
  const { filter, ...poll } = crmPoll(client, pollParams, { modules, throughList: false });
  return { ...poll, filter: { ...filter, showEditsOfNew: true } };
}
