import type { CrmClient } from "../../client/crmClient";
import { isFailure, RejectedError } from "../../client/errors";
import { updateChannel } from "../notifications";
import type { KeptChannel } from "./keptChannels";
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

/** A channel that reports to a flow of this instance which does not know it. */
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

export interface RenewalWish {
  /** "" = all channels of the connected user. */
  channelId: string;
  /** Those that the flows of this instance keep. */
  kept: readonly KeptChannel[];
  /** The addresses of the flows of this instance. */
  ownUrls: readonly string[];
}

/**
 * Renews channels for as long as is safe and opens anew those that flows keep and Zoho no longer knows, unless another
 * connection opened them: they would tell of another organization's records. Channels that lead to a flow which does
 * not know them are told of and left to end. A channel that cannot be renewed does not stop the others; `onKept` gets
 * each kept channel as it is afterwards.
 */
export async function renewChannels(
  client: CrmClient,
  { channelId, kept, ownUrls }: RenewalWish,
  onKept: (channel: KeptChannel) => void,
): Promise<Renewal> {
  const isWanted = ({ id }: { id: string }): boolean => channelId === "" || id === channelId;
  const isOwn = ({ connection }: KeptChannel): boolean =>
    connection === undefined || connection === client.connection.configVarKey;
  const known = kept.filter((channel) => isWanted(channel) && isOwn(channel));
  const knownIds = known.map(({ id }) => id);
  const listed = await (channelId === ""
    ? listedOrKnown(client, knownIds)
    : listedChannels(client, channelId));
  const keptIds = new Set(kept.map(({ id }) => id));
  const isOrphan = ({ id, notifyUrl }: ListedChannel): boolean =>
    id !== channelId && !keptIds.has(id) && ownUrls.includes(notifyUrl);
  const channels: RenewedChannel[] = [];
  for (const one of listed.filter((channel) => !isOrphan(channel))) {
    const before = kept.find(({ id }) => id === one.id);
    channels.push(await renewed(client, one, before, onKept));
  }
  const listedIds = new Set(listed.map(({ id }) => id));
  for (const one of known.filter(({ id }) => !listedIds.has(id))) {
    channels.push(await recreated(client, one, onKept));
  }
  if (channelId !== "" && channels.length === 0) {
    throw new RejectedError({ code: "ZOHO_CHANNEL_UNKNOWN", facts: [`Channel: ${channelId}.`] });
  }
  return { channels, orphans: listed.filter(isOrphan).map(described) };
}

async function renewed(
  client: CrmClient,
  channel: ListedChannel,
  kept: KeptChannel | undefined,
  onKept: (channel: KeptChannel) => void,
): Promise<RenewedChannel> {
  const wanted = longestUntil(client);
  const settings = { channelId: channel.id, expiry: expiryText(wanted) };
  try {
    const { watch } = await updateChannel(client, settings);
    const until = endIn(watch[0]) ?? wanted;
    if (kept) onKept({ ...kept, openedAt: client.zohoNowMs, until });
    return { ...described(channel), until: expiryText(until), outcome: "renewed", error: null };
  } catch (error) {
    if (kept && isFailure(error, "ZOHO_CHANNEL_UNKNOWN")) return recreated(client, kept, onKept);
    return failed(described(channel), error);
  }
}

async function recreated(
  client: CrmClient,
  kept: KeptChannel,
  onKept: (channel: KeptChannel) => void,
): Promise<RenewedChannel> {
  const { openedAt: _before, until: _end, ...wish } = kept;
  const modules = [...new Set(kept.events.map(moduleOfEvent))].sort();
  const known = { channelId: kept.id, modules, notifyUrl: kept.notifyUrl, until: null };
  try {
    const [opened] = await openChannels(client, [wish]);
    if (!opened?.channel) return failed(known, opened?.error);
    onKept(opened.channel);
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
