import { isForbidden, messageOf, RejectedError } from "../../client/errors/errors";
import { LIVE_EVENTS } from "../../limits";
import { chunk } from "../../shared/collections";
import type { CrmClient } from "../client";
import { updateChannel } from "../notifications";
import type { DesiredChannel, StoredChannel } from "./channel";
import { openChannels } from "./openChannels";
import { isWatchable, moduleOfEvent } from "./watchable";

/** What a flow wants to be told of, and how its channels are named. */
export interface DesiredModules {
  modules: readonly string[];
  /** create, edit, delete. */
  operations: readonly string[];
  notifyUrl: string;
  idOf(index: number): string;
  tokenOf(channelId: string): string;
}

export interface ModuleChannels {
  channels: StoredChannel[];
  /** Modules that Zoho sends no notifications of, to this connection at least. */
  without: string[];
  /** Why none is to be had at all. */
  problem?: string;
}

/** How many channels so many modules need: several share one. */
export const channelCount = (modules: number): number =>
  Math.ceil(modules / LIVE_EVENTS.maxModulesPerChannel);

/**
 * Opens or renews the channels for modules. A module that Zoho refuses does without, and so do all of them where
 * the connection may not open channels; whatever else goes wrong is thrown.
 */
export async function openModuleChannels(
  client: CrmClient,
  desired: DesiredModules,
  refusedBefore: readonly string[] = [],
): Promise<ModuleChannels> {
  const { modules } = desired;
  const wanted = modules.filter((name) => isWatchable(name) && !refusedBefore.includes(name));
  const desiredChannels = chunk(wanted, LIVE_EVENTS.maxModulesPerChannel).map((modules, index) =>
    desiredChannel(desired, index, modules),
  );
  if (desiredChannels.length === 0) return { channels: [], without: [...modules] };
  try {
    const channels: StoredChannel[] = [];
    for (const { desired: one, channel, error } of await openChannels(client, desiredChannels)) {
      const opened = error ? await openInParts(client, one, error) : channel;
      if (opened) channels.push(opened);
    }
    const watched = new Set(channels.flatMap(({ events }) => events.map(moduleOfEvent)));
    return { channels, without: modules.filter((name) => !watched.has(name)) };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return { channels: [], without: [...modules], problem: messageOf(error) };
  }
}

function desiredChannel(
  { operations, notifyUrl, idOf, tokenOf }: DesiredModules,
  index: number,
  modules: readonly string[],
): DesiredChannel {
  const id = idOf(index);
  return {
    id,
    events: modules.flatMap((name) => operations.map((operation) => `${name}.${operation}`)),
    notifyUrl,
    token: tokenOf(id),
    returnAffectedFieldValues: false,
    // What happens around a record is no change of it.
    notifyOnRelatedAction: false,
  };
}

/** Of a refused channel, the modules that Zoho takes one by one. */
async function openInParts(
  client: CrmClient,
  desired: DesiredChannel,
  refusal: RejectedError,
): Promise<StoredChannel | undefined> {
  const modules = [...new Set(desired.events.map(moduleOfEvent))];
  let opened: StoredChannel | undefined;
  for (const name of modules) {
    const part = desired.events.filter((event) => moduleOfEvent(event) === name);
    try {
      if (modules.length === 1) throw refusal;
      opened = await withEvents(client, opened, { ...desired, events: part });
    } catch (error) {
      // Without the time for all of them, those that were opened are better than none.
      if (!(error instanceof RejectedError) && opened) return opened;
      if (!(error instanceof RejectedError)) throw error;
      client.logger.warn(
        `Zoho sends no notifications of ${name}, so its changes come with the sweeps alone. ${error.message}`,
      );
    }
  }
  return opened;
}

/** A channel with further events, or opened with them. Throws what Zoho refuses them with. */
async function withEvents(
  client: CrmClient,
  opened: StoredChannel | undefined,
  desired: DesiredChannel,
): Promise<StoredChannel | undefined> {
  if (opened) {
    await updateChannel(client, { channelId: desired.id, events: desired.events });
    return { ...opened, events: [...opened.events, ...desired.events] };
  }
  const [first] = await openChannels(client, [desired]);
  if (first?.error) throw first.error;
  return first?.channel;
}
