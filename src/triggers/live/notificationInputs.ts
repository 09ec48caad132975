import type { ActionInputParameters } from "@prismatic-io/spectral";
import { connection } from "../../inputs/connection";
import { deferInputErrors, type Valid } from "../../inputs/deferInputErrors";
import {
  deployedChannelExpiry,
  deployedChannelId,
  deployedToken,
  fetchedFields,
  fetchRecords,
  refuseRepeats,
} from "../../inputs/deployedChannel";
import {
  events,
  notificationCondition,
  notifyOnRelatedAction,
  returnAffectedFieldValues,
} from "../../inputs/notification";

export const notificationInputs = {
  connection,
  channelId: deferInputErrors(deployedChannelId),
  events: deferInputErrors(events),
  token: deferInputErrors(deployedToken),
  channelExpiry: deferInputErrors(deployedChannelExpiry),
  returnAffectedFieldValues: deferInputErrors(returnAffectedFieldValues),
  notifyOnRelatedAction: deferInputErrors(notifyOnRelatedAction),
  notificationCondition: deferInputErrors(notificationCondition),
  fetchRecords: deferInputErrors(fetchRecords),
  fields: deferInputErrors(fetchedFields),
  refuseRepeats: deferInputErrors(refuseRepeats),
};

/** Inputs before validation. */
export type UncheckedParams = ActionInputParameters<typeof notificationInputs>;

export type NotificationParams = Valid<UncheckedParams>;
