import type { ActionInputParameters } from "@prismatic-io/spectral";
import { connection } from "../../inputs/connection";
import { lenient, type Usable } from "../../inputs/lenient";
import {
  deployedChannelExpiry,
  deployedChannelId,
  deployedToken,
  events,
  fetchedFields,
  fetchRecords,
  notificationCondition,
  notifyOnRelatedAction,
  refuseRepeats,
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
export type GivenParams = ActionInputParameters<typeof notificationInputs>;

export type NotificationParams = Usable<GivenParams>;
