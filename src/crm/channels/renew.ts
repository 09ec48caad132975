import { isFailure, RejectedError } from "../../client/errors/errors";
import { isoSeconds } from "../../shared/time";
import type { CrmClient } from "../client";
import { updateChannel } from "../notifications";
import type { GrantedChannel } from "./channel";
import { type ListedChannel, listAllOrKnown, listChannels } from "./list";
import { expiryIn, latestExpiry, openChannel } from "./open";
import { moduleOfEvent } from "./watchable";

/** What became of a channel. */
interface RenewedChannel {
  channelId: string;
  modules: string[];
  notifyUrl: string;
  outcome: "renewed" | "recreated" | "failed";
  /** When it expires; null when unknown. */
  until: string | null;
  /** Why it could not be renewed; null when it was. */
  error: string | null;
}

/** A channel that posts to a known flow of this instance but is not one of its channels. */
interface OrphanedChannel {
  channelId: string;
  modules: string[];
  notifyUrl: string;
  until: string | null;
}

export interface Renewal {
  channels: RenewedChannel[];
  orphans: OrphanedChannel[];
}

interface ChannelOfFlow {
  flow: string;
  channel: GrantedChannel;
}

export interface RenewalRequest {
  /** "" = all channels of the connected user. */
  channelId: string;
  /** The channels that the flows of this instance stored. */
  stored: readonly ChannelOfFlow[];
  /** Ids that these flows may use besides: opened since the deployment, or lost from their state. */
  ownIds: readonly string[];
}

/**
 * Renews channels for as long as Zoho allows and reopens stored ones that Zoho no longer knows, unless
 * another connection opened them: they would report another organization's records. Channels that post to
 * a flow which does not know them are returned as orphans and left to expire. A channel that fails does
 * not stop the others; `onStored` gets each stored channel as granted.
 */
export async function renewChannels(
  client: CrmClient,
  { channelId, stored, ownIds }: RenewalRequest,
  onStored: OnStored,
): Promise<Renewal> {
  const isWanted = (id: string): boolean => channelId === "" || id === channelId;
  const isOwn = ({ channel: { connection } }: ChannelOfFlow): boolean =>
    connection === undefined || connection === client.connection.configVarKey;
  const known = stored.filter((one) => isWanted(one.channel.id) && isOwn(one));
  const knownIds = known.map(({ channel }) => channel.id);
  const listed = await (channelId === ""
    ? listAllOrKnown(client, knownIds)
    : listChannels(client, channelId));
  const storedIds = new Set([channelId, ...ownIds, ...stored.map(({ channel }) => channel.id)]);
  const storedUrls = new Set(stored.map(({ channel }) => channel.notifyUrl));
  const isOrphan = ({ id, notifyUrl }: ListedChannel): boolean =>
    !storedIds.has(id) && storedUrls.has(notifyUrl);
  const channels: RenewedChannel[] = [];
  for (const one of listed.filter((channel) => !isOrphan(channel))) {
    const before = known.find(
      ({ channel }) => channel.id === one.id && channel.notifyUrl === one.notifyUrl,
    );
    channels.push(await renew(client, one, before, onStored));
  }
  const listedIds = new Set(listed.map(({ id }) => id));
  for (const one of known.filter(({ channel }) => !listedIds.has(channel.id))) {
    channels.push(await recreate(client, one, onStored));
  }
  if (channelId !== "" && channels.length === 0) {
    throw new RejectedError({ code: "ZOHO_CHANNEL_UNKNOWN", facts: [`Channel: ${channelId}.`] });
  }
  return { channels, orphans: listed.filter(isOrphan).map(describe) };
}

type OnStored = (stored: ChannelOfFlow) => void;

async function renew(
  client: CrmClient,
  listed: ListedChannel,
  stored: ChannelOfFlow | undefined,
  onStored: OnStored,
): Promise<RenewedChannel> {
  const asked = latestExpiry(client);
  try {
    const { watch } = await updateChannel(client, {
      channelId: listed.id,
      expiry: isoSeconds(asked / 1000),
    });
    const expiresAt = expiryIn(watch[0]) ?? asked;
    if (stored) {
      onStored({
        ...stored,
        channel: { ...stored.channel, grantedAt: client.zohoNowMs, expiresAt },
      });
    }
    const until = isoSeconds(expiresAt / 1000);
    return { ...describe(listed), until, outcome: "renewed", error: null };
  } catch (error) {
    if (stored && isFailure(error, "ZOHO_CHANNEL_UNKNOWN")) {
      return recreate(client, stored, onStored);
    }
    return fail(describe(listed), error);
  }
}

async function recreate(
  client: CrmClient,
  stored: ChannelOfFlow,
  onStored: OnStored,
): Promise<RenewedChannel> {
  const { id: channelId, events, notifyUrl } = stored.channel;
  const modules = [...new Set(events.map(moduleOfEvent))].sort();
  const known = { channelId, modules, notifyUrl, until: null };
  try {
    const channel = await openChannel(client, stored.channel);
    onStored({ ...stored, channel });
    const until = isoSeconds(channel.expiresAt / 1000);
    return { ...known, until, outcome: "recreated", error: null };
  } catch (error) {
    return fail(known, error);
  }
}

/** Throws an error that every channel would fail with, which says more than a list. */
function fail(channel: OrphanedChannel, error: unknown): RenewedChannel {
  if (!(error instanceof RejectedError)) throw error;
  return { ...channel, outcome: "failed", error: error.message };
}

const describe = ({ id, modules, notifyUrl, expiry }: ListedChannel): OrphanedChannel => ({
  channelId: id,
  modules,
  notifyUrl,
  until: expiry === "" ? null : expiry,
});
