import { InputError, RejectedError } from "../client/errors/errors";
import { pages } from "../client/pages";
import type { ZohoReply } from "../client/request";
import { CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { infoIn, listIn } from "./envelope";

/** What a channel watches and where it posts to. An update leaves absent keys unchanged. */
export interface ChannelSettings {
  channelId: string;
  events?: readonly string[];
  notifyUrl?: string;
  token?: string;
  /** In Zoho's format. */
  expiry?: string;
  returnAffectedFieldValues?: boolean;
  notifyOnRelatedAction?: boolean;
  condition?: unknown;
}

/** Zoho's reply, with one element for each channel. */
export interface WatchReply {
  watch: Record<string, unknown>[];
  info?: unknown;
}

const PATH = "/actions/watch";

/**
 * Opens a channel, or renews and overwrites the one with that id. Throws when Zoho refuses it, even within
 * a 200. Safe to repeat, since the caller chooses the id.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html
 */
export const enableChannel = (client: CrmClient, settings: ChannelSettings): Promise<WatchReply> =>
  enableChannels(client, [settings]);

/** The same for several channels in one call. Throws only when Zoho refuses all of them. */
export const enableChannels = (
  client: CrmClient,
  settings: readonly ChannelSettings[],
): Promise<WatchReply> => write(client, "POST", settings.map(entryOf));

/**
 * Changes a channel; its events are added to, not replaced. Throws when Zoho refuses it.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/update-info.html
 */
export const updateChannel = (client: CrmClient, settings: ChannelSettings): Promise<WatchReply> =>
  change(client, settings, entryOf(settings));

/**
 * Removes events from a channel. Throws when Zoho refuses it, unless the channel is gone after an earlier
 * try whose outcome is unknown.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/disable-specific.html
 */
export const removeEvents = (client: CrmClient, settings: ChannelSettings): Promise<WatchReply> =>
  goneIsDone([settings.channelId], "Successfully removed the subscribe details", () =>
    change(client, settings, { ...entryOf(settings), _delete_events: true }),
  );

/**
 * Closes channels. Throws only when Zoho refuses all of them, unless they are gone after an earlier try
 * whose outcome is unknown.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/disable.html
 */
export async function disableChannels(
  client: CrmClient,
  channelIds: readonly string[],
): Promise<WatchReply> {
  if (channelIds.length === 0) throw new InputError("Channel IDs", "are empty.");
  const query = { channel_ids: channelIds.join(",") };
  return goneIsDone(channelIds, "Successfully un-subscribed from actions-watch", async () =>
    watchIn(await client.request({ method: "DELETE", path: PATH, query })),
  );
}

/**
 * Changes a channel. Zoho's documents require its URL, its SDK does not: the URL is looked up and sent only
 * if Zoho insists.
 */
async function change(
  client: CrmClient,
  { channelId, notifyUrl }: ChannelSettings,
  entry: Record<string, unknown>,
): Promise<WatchReply> {
  try {
    return await write(client, "PATCH", [entry]);
  } catch (error) {
    const insists = error instanceof RejectedError && error.zohoCode === "MANDATORY_NOT_FOUND";
    if (!insists || notifyUrl !== undefined) throw error;
    const filter = { channelId, module: "", page: 1, perPage: 1, fetchAll: false };
    const [row] = (await channelDetails(client, filter)).watch;
    if (typeof row?.notify_url !== "string") throw error;
    return write(client, "PATCH", [{ ...entry, notify_url: row.notify_url }]);
  }
}

async function goneIsDone(
  channelIds: readonly string[],
  message: string,
  run: () => Promise<WatchReply>,
): Promise<WatchReply> {
  try {
    return await run();
  } catch (error) {
    const isGone = error instanceof RejectedError && error.code === "ZOHO_CHANNEL_UNKNOWN";
    if (!isGone || !error.outcomeUnknown) throw error;
    const done = { code: "SUCCESS", message, status: "success" };
    return { watch: channelIds.map((channel_id) => ({ ...done, details: { channel_id } })) };
  }
}

export interface ChannelFilter {
  /** "" = all channels of the connected user. */
  channelId: string;
  /** "" = all modules. */
  module: string;
  page: number;
  perPage: number;
  fetchAll: boolean;
}

/**
 * Returns a row for each channel and module: one page, or with fetchAll every page from that one on.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/get-details.html
 */
export async function channelDetails(
  client: CrmClient,
  { channelId, module, page, perPage, fetchAll }: ChannelFilter,
): Promise<Required<WatchReply>> {
  const list = pages(page, async (current) => {
    const query = { channel_id: channelId, module, page: current, per_page: perPage };
    const reply = await client.request({ method: "GET", path: PATH, query });
    const rows = listIn(reply, "watch");
    const info = infoIn(reply) ?? { more_records: false };
    const hasMore = info.more_records === true && rows.length > 0;
    return { rows, info, hasMore, next: hasMore ? current + 1 : undefined };
  });
  const watch: WatchReply["watch"] = [];
  let total: Record<string, unknown> = {};
  for await (const { rows, info, hasMore } of list) {
    if (!fetchAll)
      return { watch: rows, info: { per_page: perPage, count: rows.length, page, ...info } };
    watch.push(...rows);
    const count = watch.length;
    total = { ...info, per_page: count, count, page: 1, more_records: hasMore };
    if (count >= CRM_LIST.maxRecordsByPageToken) break;
  }
  return { watch, info: total };
}

function entryOf(settings: ChannelSettings): Record<string, unknown> {
  const entry = {
    channel_id: settings.channelId,
    events: settings.events,
    notify_url: settings.notifyUrl,
    token: settings.token,
    channel_expiry: settings.expiry,
    return_affected_field_values: settings.returnAffectedFieldValues,
    notify_on_related_action: settings.notifyOnRelatedAction,
    notification_condition: settings.condition,
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

async function write(
  client: CrmClient,
  method: "POST" | "PATCH",
  watch: readonly Record<string, unknown>[],
): Promise<WatchReply> {
  const payload = { kind: "json", value: { watch } } as const;
  return watchIn(await client.request({ method, path: PATH, payload, repeatable: true }));
}

const watchIn = (reply: ZohoReply): WatchReply => ({ watch: listIn(reply, "watch") });
