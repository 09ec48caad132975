import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { NOTIFICATION } from "../limits";
import { parseJson } from "../shared/json";
import { DAY_MS, isoSeconds } from "../shared/time";
import { toChoice, toFlag, toInstant, toText, toTextList } from "./cleaners";
import { fetchAll, page, perPage } from "./crmList";

/** The longest life that Zoho grants a channel. */
export const longestLife = `${Math.floor(NOTIFICATION.maxLifeMs / DAY_MS)} days and 23 hours`;

/** Digits as a text, since a number cannot hold long ids; "" when empty. */
export const toChannelId =
  (label: string) =>
  (value: unknown): string => {
    const text = toText(label)(value);
    if (text === "") return "";
    if (!/^\d+$/.test(text) || text.length > NOTIFICATION.maxChannelDigits) {
      throw new InputError(
        label,
        `must be a number of at most ${NOTIFICATION.maxChannelDigits} digits.`,
      );
    }
    return text;
  };

/** The same for required inputs. */
const toNamedChannelId = (value: unknown): string => {
  const id = toChannelId("Channel ID")(value);
  if (id === "") throw new InputError("Channel ID", "is empty.");
  return id;
};

export const channelId = input({
  label: "Channel ID",
  placeholder: "Enter channel ID",
  type: "string",
  required: true,
  dataSource: "selectNotificationChannel",
  comments: `The ID of the notification channel, a number of at most ${NOTIFICATION.maxChannelDigits} digits that you choose when enabling it.`,
  example: "1000000068001",
  clean: toNamedChannelId,
});

export const channelIds = input({
  label: "Channel IDs",
  placeholder: "Enter channel IDs",
  type: "string",
  required: true,
  comments: "The IDs of the channels to close, separated by commas.",
  example: "1000000068001,1000000068002",
  clean: (value: unknown): string[] =>
    toTextList("Channel IDs")(value).map(toChannelId("Channel IDs")),
});

const EVENT = /^\w+\.(create|edit|delete|all)$/;

/** Takes a JSON list of Module.operation, or the events separated by commas. */
function toEvents(value: unknown): string[] {
  const events = toTextList("Events")(value);
  const wrong = events.filter((event) => !EVENT.test(event));
  if (wrong.length === 0) return events;
  throw new InputError(
    "Events",
    `must be a list of Module.operation with the operations create, edit, delete and all, such as ["Leads.create"]. ${wrong.length} of ${events.length} are not.`,
  );
}

export const events = input({
  label: "Events",
  placeholder: "Enter a JSON list of events",
  type: "code",
  language: "json",
  required: true,
  comments:
    "The events to watch, as a JSON list of Module.operation. Operations: create, edit, delete, all.",
  example: '["Leads.create", "Contacts.edit"]',
  clean: (value: unknown): string[] => {
    const list = toEvents(value);
    if (list.length === 0) throw new InputError("Events", "are empty.");
    return list;
  },
});

export const addedEvents = input({
  ...events,
  required: false,
  comments:
    "Events to add to the channel, as a JSON list of Module.operation. When empty, no events are added.",
  clean: toEvents,
});

export const notifyUrl = input({
  label: "Notify URL",
  placeholder: "Enter URL",
  type: "string",
  required: true,
  comments: "The public https URL that Zoho posts notifications to.",
  example: "https://hooks.example.com/zoho",
  clean: toText("Notify URL"),
});

export const changedNotifyUrl = input({
  ...notifyUrl,
  required: false,
  comments: "The new URL for notifications. When empty, it does not change.",
});

export const token = input({
  label: "Token",
  placeholder: "Enter token",
  type: "string",
  required: false,
  comments: `A secret of at most ${NOTIFICATION.maxTokenLength} characters that Zoho sends with every notification, so the receiver can detect forgeries.`,
  example: "a-secret-of-your-own",
  clean: (value: unknown): string => {
    const text = toText("Token")(value);
    if (text.length <= NOTIFICATION.maxTokenLength) return text;
    throw new InputError("Token", `is longer than ${NOTIFICATION.maxTokenLength} characters.`);
  },
});

export const channelExpiry = input({
  label: "Channel Expiry",
  placeholder: "Enter a time with offset",
  type: "string",
  required: false,
  comments: `When the channel expires: a time with its UTC offset, at most ${longestLife} ahead; later times are reduced to that. When empty, it expires after one hour.`,
  example: "2026-02-07T10:00:00+00:00",
  clean: toInstant("Channel Expiry"),
});

export const returnAffectedFieldValues = input({
  label: "Return Affected Field Values",
  type: "boolean",
  required: false,
  default: "false",
  comments: "When true, edit notifications include the new values of the edited fields.",
  example: "true",
  clean: toFlag("Return Affected Field Values"),
});

export const notifyOnRelatedAction = input({
  label: "Notify On Related Action",
  type: "boolean",
  required: false,
  default: "true",
  comments: "When true, actions on related records also trigger notifications.",
  example: "true",
  clean: toFlag("Notify On Related Action", true),
});

const UNCHANGED_MENU = [
  { label: "True", value: "true" },
  { label: "False", value: "false" },
];

const toUnchangedOrFlag =
  (label: string) =>
  (value: unknown): boolean | undefined => {
    const choice = toChoice(label, ["true", "false"])(value);
    return choice === "" ? undefined : choice === "true";
  };

export const changedReturnAffectedFieldValues = input({
  label: "Return Affected Field Values",
  placeholder: "Unchanged",
  type: "string",
  required: false,
  comments: "Whether edit notifications include the new values. When empty, this does not change.",
  example: "true",
  model: UNCHANGED_MENU,
  clean: toUnchangedOrFlag("Return Affected Field Values"),
});

export const changedNotifyOnRelatedAction = input({
  label: "Notify On Related Action",
  placeholder: "Unchanged",
  type: "string",
  required: false,
  comments:
    "Whether actions on related records also trigger notifications. When empty, this does not change.",
  example: "true",
  model: UNCHANGED_MENU,
  clean: toUnchangedOrFlag("Notify On Related Action"),
});

export const notificationCondition = input({
  label: "Notification Condition",
  placeholder: "Enter a JSON list of conditions",
  type: "code",
  language: "json",
  required: false,
  comments:
    "Limits edit notifications to certain fields: the JSON list that Zoho documents as notification_condition.",
  example:
    '[{"type":"field_selection","module":{"api_name":"Deals"},"field_selection":{"field":{"api_name":"Stage"}}}]',
  clean: (value: unknown): unknown => {
    const json = typeof value === "string" ? parseJson(value) : value;
    if (json === undefined || json === null) {
      if (toText("Notification Condition")(value) === "") return undefined;
      throw new InputError("Notification Condition", "is not valid JSON.");
    }
    return Array.isArray(json) ? (json.length > 0 ? json : undefined) : [json];
  },
});

export const watchedModule = input({
  label: "Module",
  placeholder: "Enter module API name",
  type: "string",
  required: false,
  dataSource: "selectCrmModule",
  comments: "The API name of the module to return. When empty, all modules are returned.",
  example: "Leads",
  clean: toText("Module"),
});

export const renewedChannelId = input({
  ...channelId,
  required: false,
  comments:
    "The ID of the channel to renew. When empty, all channels of the connected user are renewed.",
  clean: toChannelId("Channel ID"),
});

/**
 * The expiry to request: undefined for "", never later than Zoho grants. Throws an InputError for a time
 * that has passed.
 */
export function grantedExpiry(expiry: string, nowMs: number): string | undefined {
  if (expiry === "") return undefined;
  const wanted = Date.parse(expiry);
  if (wanted <= nowMs) throw new InputError("Channel Expiry", "has passed.");
  return isoSeconds(Math.min(wanted, nowMs + NOTIFICATION.maxLifeMs) / 1000);
}

export const channelPage = input({
  ...page,
  comments: "The page of rows to return, or to start from with Fetch All.",
});

export const channelsPerPage = input({
  ...perPage,
  comments: `Rows per page, at most ${NOTIFICATION.maxRowsPerPage}. Each channel has one row per module.`,
});

export const fetchAllChannels = input({
  ...fetchAll,
  comments: "When true, all pages are returned.",
});
