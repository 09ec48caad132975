import { isFailure, RejectedError } from "../../client/errors/errors";
import type { CrmClient } from "../client";
import { updateChannel } from "../notifications";
import type { StoredChannel } from "./channel";
import { type ListedChannel, listedChannels, listedOrKnown } from "./listedChannels";
import { endIn, expiryText, longestUntil, openChannels } from "./openChannels";
import { moduleOfEvent } from "./watchable";

/** What became of a channel that was to be renewed. */
interface RenewedChannel {
  channelId: string;
  modules: string[];
  notifyUrl: string;
  outcome: "renewed" | "recreated" | "failed";
  /** When Zoho ends it, as Zoho writes it; null when that is not known. */
  until: string | null;
  /** Why it could not be renewed; null when it was. */
  error: string | null;
}

/** A channel that reports to a flow of this instance whose channels are known, and is none of them. */
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

/** A channel that a flow keeps. */
interface ChannelOfFlow {
  flow: string;
  channel: StoredChannel;
}

export interface RenewalRequest {
  /** "" = all channels of the connected user. */
  channelId: string;
  /** Those that the flows of this instance keep. */
  stored: readonly ChannelOfFlow[];
  /** Ids that channels of these flows may have beside: opened since the deployment, or forgotten. */
  ownIds: readonly string[];
}

/**
 * Renews channels for as long as is safe and opens anew those that flows keep and Zoho no longer knows, unless another
 * connection opened them: they would tell of another organization's records. Channels that lead to a flow which keeps
 * others are told of and left to end. A channel that cannot be renewed does not stop the others; `onKept` gets each
 * kept channel as it is afterwards.
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
    ? listedOrKnown(client, knownIds)
    : listedChannels(client, channelId));
  const storedIds = new Set([channelId, ...ownIds, ...stored.map(({ channel }) => channel.id)]);
  const storedUrls = new Set(stored.map(({ channel }) => channel.notifyUrl));
  const isOrphan = ({ id, notifyUrl }: ListedChannel): boolean =>
    !storedIds.has(id) && storedUrls.has(notifyUrl);
  const channels: RenewedChannel[] = [];
  for (const one of listed.filter((channel) => !isOrphan(channel))) {
    const before = known.find(
      ({ channel }) => channel.id === one.id && channel.notifyUrl === one.notifyUrl,
    );
    channels.push(await renewed(client, one, before, onStored));
  }
  const listedIds = new Set(listed.map(({ id }) => id));
  for (const one of known.filter(({ channel }) => !listedIds.has(channel.id))) {
    channels.push(await recreated(client, one, onStored));
  }
  if (channelId !== "" && channels.length === 0) {
    throw new RejectedError({ code: "ZOHO_CHANNEL_UNKNOWN", facts: [`Channel: ${channelId}.`] });
  }
  return { channels, orphans: listed.filter(isOrphan).map(described) };
}

type OnStored = (stored: ChannelOfFlow) => void;

async function renewed(
  client: CrmClient,
  channel: ListedChannel,
  stored: ChannelOfFlow | undefined,
  onStored: OnStored,
): Promise<RenewedChannel> {
  const wanted = longestUntil(client);
  const settings = { channelId: channel.id, expiry: expiryText(wanted) };
  try {
    const { watch } = await updateChannel(client, settings);
    const until = endIn(watch[0]) ?? wanted;
    if (stored) {
      const channel = { ...stored.channel, openedAt: client.zohoNowMs, until };
      onStored({ ...stored, channel });
    }
    return { ...described(channel), until: expiryText(until), outcome: "renewed", error: null };
  } catch (error) {
    if (stored && isFailure(error, "ZOHO_CHANNEL_UNKNOWN"))
      return recreated(client, stored, onStored);
    return failed(described(channel), error);
  }
}

async function recreated(
  client: CrmClient,
  stored: ChannelOfFlow,
  onStored: OnStored,
): Promise<RenewedChannel> {
  const { openedAt: _before, until: _end, ...desired } = stored.channel;
  const modules = [...new Set(desired.events.map(moduleOfEvent))].sort();
  const known = { channelId: desired.id, modules, notifyUrl: desired.notifyUrl, until: null };
  try {
    const [opened] = await openChannels(client, [desired]);
    if (!opened?.channel) return failed(known, opened?.error);
    onStored({ ...stored, channel: opened.channel });
    const until = expiryText(opened.channel.until);
    return { ...known, until, outcome: "recreated", error: null };
  } catch (error) {
    return failed(known, error);
  }
}

/** Of what fails for every channel alike, the error itself is more use than a list. */
function failed(channel: OrphanedChannel, error: unknown): RenewedChannel {
  if (!(error instanceof RejectedError)) throw error;
  return { ...channel, outcome: "failed", error: error.message };
}

const described = ({ id, modules, notifyUrl, until }: ListedChannel): OrphanedChannel => ({
  channelId: id,
  modules,
  notifyUrl,
  until: until === "" ? null : until,
});
