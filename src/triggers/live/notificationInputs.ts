import type { ActionInputParameters } from "@prismatic-io/spectral";
import { connection } from "../../inputs/connection";
import {
  deployedChannelExpiry,
  deployedChannelId,
  deployedToken,
  fetchedFields,
  fetchRecords,
  refuseRepeats,
} from "../../inputs/deployedChannel";
import { lenient, type Usable } from "../../inputs/lenient";
import {
  events,
  notificationCondition,
  notifyOnRelatedAction,
  returnAffectedFieldValues,
} from "../../inputs/notification";

export const notificationInputs = {
  connection,
  channelId: lenient(deployedChannelId),
  events: lenient(events),
  token: lenient(deployedToken),
  channelExpiry: lenient(deployedChannelExpiry),
  returnAffectedFieldValues: lenient(returnAffectedFieldValues),
  notifyOnRelatedAction: lenient(notifyOnRelatedAction),
  notificationCondition: lenient(notificationCondition),
  fetchRecords: lenient(fetchRecords),
  fields: lenient(fetchedFields),
  refuseRepeats: lenient(refuseRepeats),
};

/** The inputs as they are, some of them perhaps not to be used. */
export type UncheckedParams = ActionInputParameters<typeof notificationInputs>;

export type NotificationParams = Usable<UncheckedParams>;
