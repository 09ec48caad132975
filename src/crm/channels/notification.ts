import { timingSafeEqual } from "node:crypto";
import { NotificationError } from "../../client/errors/errors";
import { LIVE_EVENTS } from "../../limits";
import { hexDigest, sha256 } from "../../shared/digest";
import { isObject, parseJson } from "../../shared/json";
import { LAST_SECOND } from "../../shared/time";

/**
 * What Zoho posts when records change. It names them, and holds nothing of them but, where asked for, the
 * values that an edit changed. https://www.zoho.com/crm/developer/docs/api/v8/notifications/overview.html
 */
export interface Notification {
  channelId: string;
  module: string;
  /** insert, update or delete. */
  operation: string;
  ids: string[];
  /** When it happened, by Zoho's clock, in milliseconds since 1970. */
  serverTimeMs: number;
  token: unknown;
}

/** A call as the platform hands it over: the text as it came, and what was read from it. */
interface Call {
  rawBody?: { data: unknown };
  body?: { data: unknown };
}

/** Reads a call. Throws a NotificationError for what no notification can be. */
export function notificationIn({ rawBody, body }: Call): Notification {
  const text = textOf(rawBody?.data);
  if (text !== undefined && Buffer.byteLength(text) > LIVE_EVENTS.maxBodyBytes) {
    refuse(`It has more than ${LIVE_EVENTS.maxBodyBytes} bytes.`);
  }
  // Ids that no number can hold have all their digits in the text only.
  const json = (text === undefined ? undefined : parseJson(text)) ?? jsonOf(body?.data);
  if (!isObject(json)) refuse("Its body is no JSON object.");
  const channelId = idIn(json.channel_id);
  const { module, operation, ids, token } = json;
  if (channelId === undefined) refuse("It names no channel_id.");
  if (typeof module !== "string" || !/^\w{1,100}$/.test(module)) refuse("It names no module.");
  if (typeof operation !== "string" || !/^\w{1,50}$/.test(operation)) {
    refuse("It names no operation.");
  }
  if (!Array.isArray(ids) || ids.length > LIVE_EVENTS.maxIds) {
    refuse(`Its ids are no list of at most ${LIVE_EVENTS.maxIds}.`);
  }
  const recordIds = ids.map(idIn).filter((id) => id !== undefined);
  if (recordIds.length !== ids.length) refuse("Its ids are no record ids.");
  const serverTimeMs = Number(json.server_time);
  const isTime =
    Number.isSafeInteger(serverTimeMs) &&
    serverTimeMs > 0 &&
    serverTimeMs < (LAST_SECOND + 1) * 1000;
  if (!isTime) refuse("It names no server_time.");
  return { channelId, module, operation, ids: recordIds, serverTimeMs, token };
}

/** The same, but undefined for what no notification can be. */
export function notificationIfReadable(call: Call): Notification | undefined {
  try {
    return notificationIn(call);
  } catch {
    return undefined;
  }
}

/** A channel that a flow takes notifications of, and what may stand in them as its token. */
export interface AcceptedChannel {
  id: string;
  tokens: readonly string[];
}

/**
 * Throws a NotificationError unless the notification bears a token of its channel. How long that takes says
 * nothing about the tokens: digests of equal length are compared, all of them to their end.
 */
export function checkSender(
  { channelId, token }: Notification,
  channels: readonly AcceptedChannel[],
): void {
  const channel = channels.find(({ id }) => id === channelId);
  if (!channel) refuse("Its channel is none of this flow.");
  const given = sha256(typeof token === "string" ? token : "");
  let matches = 0;
  for (const expected of channel.tokens) {
    const isEqual = timingSafeEqual(given, sha256(expected));
    if (isEqual && expected !== "") matches += 1;
  }
  if (matches === 0) refuse("Its token is not the one of the channel.");
}

/** The same text for a notification that comes again: of channel, module, operation, ids and server time. */
export function dedupeIdOf(notification: Notification): string {
  const { channelId, module, operation, ids, serverTimeMs } = notification;
  return hexDigest(
    JSON.stringify([channelId, module, operation, [...ids].sort(), serverTimeMs]),
    32,
  );
}

/** A digest of everything that a call holds. */
export const digestOfCall = ({ rawBody, body }: Call): string =>
  hexDigest(textOf(rawBody?.data) ?? JSON.stringify(body?.data) ?? "", 16);

function textOf(raw: unknown): string | undefined {
  if (typeof raw === "string") return raw === "" ? undefined : raw;
  return Buffer.isBuffer(raw) && raw.length > 0 ? raw.toString("utf8") : undefined;
}

const jsonOf = (data: unknown): unknown => (typeof data === "string" ? parseJson(data) : data);

/** An id as text: Zoho writes them as texts and, in places, as numbers. */
function idIn(value: unknown): string | undefined {
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? idIn(String(value)) : undefined;
  return typeof value === "string" && /^\d{1,20}$/.test(value) ? value : undefined;
}

function refuse(problem: string): never {
  throw new NotificationError(problem);
}
