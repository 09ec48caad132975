import type { ActionInputParameters } from "@prismatic-io/spectral";
import { connection } from "../../inputs/connection";
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
  channelId: deployedChannelId,
  events,
  token: deployedToken,
  channelExpiry: deployedChannelExpiry,
  returnAffectedFieldValues,
  notifyOnRelatedAction,
  notificationCondition,
  fetchRecords,
  fields: fetchedFields,
  refuseRepeats,
};

export type NotificationParams = ActionInputParameters<typeof notificationInputs>;
