import type { ActionInputParameters } from "@prismatic-io/spectral";
import { InputError } from "../../client/errors";
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

/**
 * The input, with what is wrong with its value in place of the value: inputs are cleaned before a deletion as well,
 * which they must not stop.
 */
const lenient = <Value, Rest>(input: Rest & { clean: (value: unknown) => Value }) => ({
  ...input,
  clean: (given: unknown): Value | InputError => {
    try {
      return input.clean(given);
    } catch (error) {
      if (error instanceof InputError) return error;
      throw error;
    }
  },
});

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

export type NotificationParams = {
  [Name in keyof GivenParams]: Exclude<GivenParams[Name], InputError>;
};

/** The inputs, if all of them can be used. Throws the InputError of one that cannot. */
export function usable(given: GivenParams): NotificationParams {
  if (areUsable(given)) return given;
  throw Object.values(given).find((value) => value instanceof InputError);
}

const areUsable = (given: GivenParams): given is NotificationParams =>
  !Object.values(given).some((value) => value instanceof InputError);
