import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { CRM_LIST, LIVE_EVENTS, NOTIFICATION } from "../limits";
import { toFlag, toTextList } from "./cleaners";
import { fields } from "./crmList";
import { channelExpiry, channelId, longestLife, toChannelId, token } from "./notification";

/** Inputs of the trigger that opens a channel at deployment. */

export const deployedChannelId = input({
  ...channelId,
  required: false,
  comments: `The number of the channel, at most ${NOTIFICATION.maxChannelDigits} digits. When empty, each flow of each instance has its own, which stays the same from deployment to deployment.`,
  // As Zoho writes the number back.
  clean: (value: unknown): string => toChannelId("Channel ID")(value).replace(/^0+(?=\d)/, ""),
});

export const deployedToken = input({
  ...token,
  comments: `A secret of at most ${NOTIFICATION.maxTokenLength} characters that Zoho sends with every notification. Calls to the address of the flow without it are refused. When empty, a secret is made.`,
});

export const deployedChannelExpiry = input({
  ...channelExpiry,
  comments: `Until when the channel is opened at deployment: a time with its offset, at most ${longestLife} ahead. When empty, past or further ahead, it is opened for ${longestLife}. Renewals are always for ${longestLife}.`,
});

export const fetchRecords = input({
  label: "Fetch Records",
  type: "boolean",
  required: false,
  default: "false",
  comments: `When true, the records that a notification names are read and added as records, the IDs of those that are gone as deletedIds, and of those that Zoho does not show as notFoundIds. Costs one call for up to ${CRM_LIST.maxIdsPerCall} records.`,
  example: "true",
  clean: toFlag("Fetch Records"),
});

export const fetchedFields = input({
  ...fields,
  dataSource: undefined,
  comments: `API names of the fields to fetch with Fetch Records, at most ${CRM_LIST.maxFieldsPerCall}. When empty, the names, owner and times of the records and the fields that Zoho lists first, ${CRM_LIST.maxFieldsPerCall} in all.`,
  clean: (value: unknown): string[] => {
    const names = [...new Set(toTextList("Fields")(value))];
    if (names.length <= CRM_LIST.maxFieldsPerCall) return names;
    throw new InputError(
      "Fields",
      `are ${names.length}. Name ${CRM_LIST.maxFieldsPerCall} at most.`,
    );
  },
});

export const refuseRepeats = input({
  label: "Refuse Repeated Notifications",
  type: "boolean",
  required: false,
  default: "true",
  comments: `When true, a call that is the same to the letter as one of the last ${LIVE_EVENTS.maxRemembered} that the flow went through with is refused, be it Zoho's own repeat or somebody's replay. When false, it runs once more, with the same dedupeId.`,
  example: "true",
  clean: toFlag("Refuse Repeated Notifications", true),
});
