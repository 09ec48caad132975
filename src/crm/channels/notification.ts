import { timingSafeEqual } from "node:crypto";
import { NotificationError } from "../../client/errors/errors";
import { LIVE_EVENTS } from "../../limits";
import { hexDigest, sha256 } from "../../shared/digest";
import { isObject, parseJson } from "../../shared/json";
import { LAST_SECOND } from "../../shared/time";

/**
 * What Zoho posts when records change: their ids and, if asked for, the values that an edit changed.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/overview.html
 */
export interface Notification {
  channelId: string;
  module: string;
  /** insert, update or delete. */
  operation: string;
  ids: string[];
  /** When the records changed, by Zoho's clock, in milliseconds since 1970. */
  serverTimeMs: number;
  token: unknown;
}

/** An HTTP request to the flow's URL, as the platform hands it over. */
interface Call {
  rawBody?: { data: unknown };
  body?: { data: unknown };
}

/** Parses a call. Throws a NotificationError if it is no notification. */
export function parseNotification({ rawBody, body }: Call): Notification {
  const text = toText(rawBody?.data);
  if (text !== undefined && Buffer.byteLength(text) > LIVE_EVENTS.maxBodyBytes) {
    refuse(`It has more than ${LIVE_EVENTS.maxBodyBytes} bytes.`);
  }
  // Only the text has all digits of ids that a number cannot hold.
  const json = (text === undefined ? undefined : parseJson(text)) ?? toJson(body?.data);
  if (!isObject(json)) refuse("Its body is not a JSON object.");
  const channelId = parseId(json.channel_id);
  const { module, operation, ids, token } = json;
  if (channelId === undefined) refuse("It has no valid channel_id.");
  if (typeof module !== "string" || !/^\w{1,100}$/.test(module)) refuse("It has no valid module.");
  if (typeof operation !== "string" || !/^\w{1,50}$/.test(operation)) {
    refuse("It has no valid operation.");
  }
  if (!Array.isArray(ids) || ids.length > LIVE_EVENTS.maxIds) {
    refuse(`Its ids are not a list of at most ${LIVE_EVENTS.maxIds}.`);
  }
  const recordIds = ids.map(parseId).filter((id) => id !== undefined);
  if (recordIds.length !== ids.length) refuse("Its ids are not record ids.");
  const serverTimeMs = Number(json.server_time);
  const isTime =
    Number.isSafeInteger(serverTimeMs) &&
    serverTimeMs > 0 &&
    serverTimeMs < (LAST_SECOND + 1) * 1000;
  if (!isTime) refuse("It has no valid server_time.");
  return { channelId, module, operation, ids: recordIds, serverTimeMs, token };
}

/** The same, but undefined if it is no notification. */
export function tryParseNotification(call: Call): Notification | undefined {
  try {
    return parseNotification(call);
  } catch {
    return undefined;
  }
}

/** A channel whose notifications a flow accepts, with the tokens that they may hold. */
export interface AcceptedChannel {
  id: string;
  tokens: readonly string[];
}

/**
 * Throws a NotificationError unless the notification holds a token of its channel. The time this takes
 * reveals nothing: it always compares the digests of all tokens, in constant time.
 */
export function checkSender(
  { channelId, token }: Notification,
  channels: readonly AcceptedChannel[],
): void {
  const channel = channels.find(({ id }) => id === channelId);
  if (!channel) refuse("Its channel does not belong to this flow.");
  const received = sha256(typeof token === "string" ? token : "");
  let matches = 0;
  for (const expected of channel.tokens) {
    const isEqual = timingSafeEqual(received, sha256(expected));
    if (isEqual && expected !== "") matches += 1;
  }
  if (matches === 0) refuse("Its token is not the channel's.");
}

/** The same for a notification that arrives again: a digest of everything but its token. */
export function toDedupeId(notification: Notification): string {
  const { channelId, module, operation, ids, serverTimeMs } = notification;
  return hexDigest(
    JSON.stringify([channelId, module, operation, [...ids].sort(), serverTimeMs]),
    32,
  );
}

/** A digest of the whole call. */
export const digestCall = ({ rawBody, body }: Call): string =>
  hexDigest(toText(rawBody?.data) ?? JSON.stringify(body?.data) ?? "", 16);

function toText(raw: unknown): string | undefined {
  if (typeof raw === "string") return raw === "" ? undefined : raw;
  return Buffer.isBuffer(raw) && raw.length > 0 ? raw.toString("utf8") : undefined;
}

const toJson = (data: unknown): unknown => (typeof data === "string" ? parseJson(data) : data);

/** Zoho writes ids as texts and, in places, as numbers. */
function parseId(value: unknown): string | undefined {
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? parseId(String(value)) : undefined;
  return typeof value === "string" && /^\d{1,20}$/.test(value) ? value : undefined;
}

function refuse(problem: string): never {
  throw new NotificationError(problem);
}
