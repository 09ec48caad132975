import { createHmac, randomBytes } from "node:crypto";
import type { Connection } from "@prismatic-io/spectral";
import { LIVE_EVENTS, NOTIFICATION } from "../../limits";
import { hexDigest } from "../../shared/digest";

/** Hexadecimal digits of a channel id: 52 bits, so that also a JavaScript number holds it exactly. */
const ID_DIGITS = 13;

/**
 * The id of a flow's channel: the same at every deployment of the instance, and another one for every flow,
 * instance and `index`. A number below 2^53.
 */
export function channelIdFor(owner: { instance: string; flow: string }, index = 0): string {
  const digest = hexDigest(JSON.stringify([owner.instance, owner.flow, index]), ID_DIGITS);
  // Never 0, which would be nobody's.
  return String(Number.parseInt(digest, 16) || 1);
}

/** The ids of so many channels of a flow; without a number, all that they may have. */
export const channelIdsFor = (
  owner: { instance: string; flow: string },
  count: number = LIVE_EVENTS.maxChannels,
): string[] => Array.from({ length: count }, (_, index) => channelIdFor(owner, index));

/** A token that only who holds the connection's client secret can make; undefined without a secret. */
export function tokenFromSecret(connection: Connection, channelId: string): string | undefined {
  const secret = connection.fields?.clientSecret;
  if (typeof secret !== "string" || secret === "") return undefined;
  return shortened(createHmac("sha256", secret).update(`zoho channel ${channelId}`).digest());
}

export const randomToken = (): string => shortened(randomBytes(32));

const shortened = (bytes: Buffer): string =>
  bytes.toString("base64url").slice(0, NOTIFICATION.maxTokenLength);
