import { RejectedError } from "../../client/errors/errors";
import { NOTIFICATION } from "../../limits";
import type { CrmClient } from "../client";
import { channelDetails } from "../notifications";

export interface ListedChannel {
  id: string;
  /** "" = not told, as with `expiry`. */
  notifyUrl: string;
  modules: string[];
  /** In Zoho's own format. */
  expiry: string;
}

/** The channels of the connected user, or only the one with the id. */
export async function listChannels(client: CrmClient, channelId = ""): Promise<ListedChannel[]> {
  const all = { channelId, module: "", page: 1, perPage: NOTIFICATION.maxRowsPerPage };
  const { watch } = await channelDetails(client, { ...all, fetchAll: true });
  const channels = new Map<string, ListedChannel>();
  // Zoho returns a row for each channel and module.
  for (const row of watch) {
    const id = String(row.channel_id ?? "");
    if (id === "") continue;
    const channel = channels.get(id) ?? { id, notifyUrl: "", modules: [], expiry: "" };
    if (typeof row.resource_name === "string") channel.modules.push(row.resource_name);
    if (typeof row.notify_url === "string") channel.notifyUrl = row.notify_url;
    if (typeof row.channel_expiry === "string") channel.expiry = row.channel_expiry;
    channels.set(id, channel);
  }
  return [...channels.values()].map((one) => ({ ...one, modules: one.modules.sort() }));
}

/** All channels of the user, or those with these ids if Zoho lists none without an id. */
export async function listAllOrKnown(
  client: CrmClient,
  ids: readonly string[],
): Promise<ListedChannel[]> {
  try {
    return await listChannels(client);
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    client.logger.warn(
      `Zoho lists no channels without their ids, so only known ones are looked up. ${error.message}`,
    );
    const found: ListedChannel[] = [];
    for (const id of ids) found.push(...(await listChannels(client, id)));
    return found;
  }
}
