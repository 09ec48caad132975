import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { CRM_LIST, LIVE_EVENTS, NOTIFICATION } from "../limits";
import { toFlag, toTextList } from "./cleaners";
import { fields } from "./crmList";
import { channelExpiry, channelId, longestLife, toChannelId, token } from "./notification";

/** Inputs of CRM Notifications, which opens its channel at deployment. */

export const deployedChannelId = input({
  ...channelId,
  required: false,
  comments: `The number of the channel, at most ${NOTIFICATION.maxChannelDigits} digits. When empty, each flow of each instance has its own, the same at every deployment.`,
  // Zoho returns the number without leading zeros.
  clean: (value: unknown): string => toChannelId("Channel ID")(value).replace(/^0+(?=\d)/, ""),
});

export const deployedToken = input({
  ...token,
  comments: `A secret of at most ${NOTIFICATION.maxTokenLength} characters that Zoho sends with every notification. Calls to the flow's URL without it are refused. When empty, a secret is generated.`,
});

export const deployedChannelExpiry = input({
  ...channelExpiry,
  comments: `When the channel that is opened at deployment expires: a time with its offset, at most ${longestLife} ahead. When empty, past or later, the channel is opened for ${longestLife}. Renewals always last ${longestLife}.`,
});

export const fetchRecords = input({
  label: "Fetch Records",
  type: "boolean",
  required: false,
  default: "false",
  comments: `When true, the records that a notification names are read and added as records, the IDs of deleted ones as deletedIds, and the IDs of those that Zoho does not show as notFoundIds. Costs one call for up to ${CRM_LIST.maxIdsPerCall} records.`,
  example: "true",
  clean: toFlag("Fetch Records"),
});

export const fetchedFields = input({
  ...fields,
  dataSource: undefined,
  comments: `API names of the fields to fetch with Fetch Records, at most ${CRM_LIST.maxFieldsPerCall}. When empty, the name, owner and times of the record and the first fields that Zoho lists, ${CRM_LIST.maxFieldsPerCall} in all.`,
  clean: (value: unknown): string[] => {
    const names = [...new Set(toTextList("Fields")(value))];
    if (names.length <= CRM_LIST.maxFieldsPerCall) return names;
    throw new InputError(
      "Fields",
      `has ${names.length} names. The maximum is ${CRM_LIST.maxFieldsPerCall}.`,
    );
  },
});

export const refuseRepeats = input({
  label: "Refuse Repeated Notifications",
  type: "boolean",
  required: false,
  default: "true",
  comments: `When true, a call that is identical to one of the last ${LIVE_EVENTS.maxRemembered} that the flow accepted is refused, whether Zoho re-sent it or someone replayed it. When false, the flow runs again, with the same dedupeId.`,
  example: "true",
  clean: toFlag("Refuse Repeated Notifications", true),
});
