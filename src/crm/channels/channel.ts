import { createHmac, randomBytes } from "node:crypto";
import type { Connection } from "@prismatic-io/spectral";
import * as v from "valibot";
import { LIVE_EVENTS, NOTIFICATION } from "../../limits";
import { hexDigest } from "../../shared/digest";
import { orLeftOut, parseOr } from "../../shared/schema";

const TIME = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const TEXTS = v.array(v.string());

const GRANTED_CHANNEL = v.object({
  id: v.pipe(v.string(), v.regex(/^\d{1,19}$/)),
  events: TEXTS,
  notifyUrl: v.string(),
  /** Sent by Zoho with every notification. */
  token: v.pipe(v.string(), v.nonEmpty()),
  returnAffectedFieldValues: v.fallback(v.boolean(), false),
  notifyOnRelatedAction: v.fallback(v.boolean(), true),
  condition: orLeftOut(v.custom<unknown>((value) => value !== null && value !== undefined)),
  /** The instance's name for the connection that opened it, the same after a new sign-in. */
  connection: orLeftOut(v.string()),
  /** Identifies the sign-in that opened it. */
  grant: orLeftOut(v.string()),
  /** By Zoho's clock, in milliseconds since 1970, as is `expiresAt`. */
  grantedAt: TIME,
  expiresAt: TIME,
});

/** Channels that cannot be read are left out. */
const GRANTED_CHANNELS = v.pipe(
  v.array(v.unknown()),
  v.transform((channels) =>
    channels
      .map((channel) => parseOr(GRANTED_CHANNEL, channel))
      .filter((channel) => channel !== undefined),
  ),
);

const STORED_FLOW = v.object({
  version: v.literal(1),
  channels: GRANTED_CHANNELS,
  /** Modules that Zoho sends no notifications about. */
  unnotified: orLeftOut(TEXTS),
  /** When Zoho was last asked for the channels, and when it last refused some: local milliseconds. */
  requestedAt: orLeftOut(TIME),
  refusedAt: orLeftOut(TIME),
  /** When the deployment that this is based on ran. */
  deployedAt: orLeftOut(TIME),
  /** The fields to fetch of notified records, by module. */
  fields: orLeftOut(v.record(v.string(), TEXTS)),
  /** The poll state at the deployment, which the first scheduled run starts from. */
  baseline: v.optional(v.unknown()),
});

/** A channel as Zoho granted it. */
export type GrantedChannel = v.InferOutput<typeof GRANTED_CHANNEL>;

/** A channel that a flow should have. */
export type DesiredChannel = Omit<
  GrantedChannel,
  "connection" | "grant" | "grantedAt" | "expiresAt"
>;

/** What a flow's deployment or its executions store about its channels. */
export type StoredFlow = v.InferOutput<typeof STORED_FLOW>;

/** The channels of a flow as last granted. */
export type StoredChannels = Pick<
  StoredFlow,
  "channels" | "unnotified" | "requestedAt" | "refusedAt"
>;

/** Parses what a flow stored. Broken parts are left out; undefined for anything else. */
export const parseStoredFlow = (value: unknown): StoredFlow | undefined =>
  parseOr(STORED_FLOW, value);

/** Whose channel it is: ids of the instance and of the flow. */
export interface ChannelOwner {
  instance: string;
  flow: string;
}

/** Hexadecimal digits of a channel id: 52 bits, which a JavaScript number holds exactly. */
const ID_DIGITS = 13;

/**
 * The id of a flow's channel: a number below 2^53, the same at every deployment of the instance and
 * different for every instance, flow and `index`.
 */
export function channelIdFor({ instance, flow }: ChannelOwner, index = 0): string {
  const digest = hexDigest(JSON.stringify([instance, flow, index]), ID_DIGITS);
  // Never 0, which is no channel.
  return String(Number.parseInt(digest, 16) || 1);
}

/** The ids of a flow's first `count` channels; by default of all that it may have. */
export const channelIdsFor = (
  owner: ChannelOwner,
  count: number = LIVE_EVENTS.maxChannels,
): string[] => Array.from({ length: count }, (_, index) => channelIdFor(owner, index));

/** A token that needs the connection's client secret to make; undefined without a secret. */
export function tokenFromSecret(connection: Connection, channelId: string): string | undefined {
  const secret = connection.fields?.clientSecret;
  if (typeof secret !== "string" || secret === "") return undefined;
  return toToken(createHmac("sha256", secret).update(`zoho channel ${channelId}`).digest());
}

export const randomToken = (): string => toToken(randomBytes(32));

const toToken = (bytes: Buffer): string =>
  bytes.toString("base64url").slice(0, NOTIFICATION.maxTokenLength);
