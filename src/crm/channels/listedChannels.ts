import { RejectedError } from "../../client/errors/errors";
import { NOTIFICATION } from "../../limits";
import type { CrmClient } from "../client";
import { channelDetails } from "../notifications";

/** A channel that Zoho lists, its modules put together. */
export interface ListedChannel {
  id: string;
  notifyUrl: string;
  modules: string[];
  /** As Zoho writes it. */
  until: string;
}

/** The channels of the connected user, each once, over all pages; or the one with the id. */
export async function listedChannels(client: CrmClient, channelId = ""): Promise<ListedChannel[]> {
  const all = { channelId, module: "", page: 1, perPage: NOTIFICATION.maxRowsPerPage };
  const { watch } = await channelDetails(client, { ...all, fetchAll: true });
  const channels = new Map<string, ListedChannel>();
  for (const row of watch) {
    const id = String(row.channel_id ?? "");
    if (id === "") continue;
    const channel = channels.get(id) ?? { id, notifyUrl: "", modules: [], until: "" };
    if (typeof row.resource_name === "string") channel.modules.push(row.resource_name);
    if (typeof row.notify_url === "string") channel.notifyUrl = row.notify_url;
    if (typeof row.channel_expiry === "string") channel.until = row.channel_expiry;
    channels.set(id, channel);
  }
  return [...channels.values()].map((one) => ({ ...one, modules: one.modules.sort() }));
}

/** All channels of the user; where Zoho insists on an id, those that are known. */
export async function listedOrKnown(
  client: CrmClient,
  ids: readonly string[],
): Promise<ListedChannel[]> {
  try {
    return await listedChannels(client);
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    client.logger.warn(
      `Zoho lists no channels without their ids, so those that are known alone are looked at. ${error.message}`,
    );
    const found: ListedChannel[] = [];
    for (const id of ids) found.push(...(await listedChannels(client, id)));
    return found;
  }
}
