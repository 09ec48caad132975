import { InputError, RejectedError } from "../client/errors/errors";
import { pages } from "../client/pages";
import type { ZohoReply } from "../client/zohoClient";
import { CRM_LIST } from "../limits";
import type { CrmClient } from "./client";
import { infoIn, listIn } from "./envelope";

/** What a channel watches and where it reports to. Absent keys stay as they are on an update. */
export interface ChannelSettings {
  channelId: string;
  events?: readonly string[];
  notifyUrl?: string;
  token?: string;
  /** An instant as Zoho writes it. */
  expiry?: string;
  returnAffectedFieldValues?: boolean;
  notifyOnRelatedAction?: boolean;
  condition?: unknown;
}

/** Zoho's own envelope: one element for each watch entry. */
export interface WatchReply {
  watch: Record<string, unknown>[];
  info?: unknown;
}

const PATH = "/actions/watch";

/**
 * Opens a channel, or renews and overwrites the one of that id. Throws when Zoho refuses it, also inside
 * an accepted reply. Safe to repeat, since the id is the caller's.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html
 */
export const enableChannel = (client: CrmClient, settings: ChannelSettings): Promise<WatchReply> =>
  enableChannels(client, [settings]);

/** The same for several channels in one call. Throws when Zoho refuses all of them; each has an element. */
export const enableChannels = (
  client: CrmClient,
  settings: readonly ChannelSettings[],
): Promise<WatchReply> => write(client, "POST", settings.map(entryOf));

/**
 * Changes a channel; events are added to those it has. Throws when Zoho refuses it.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/update-info.html
 */
export const updateChannel = (client: CrmClient, settings: ChannelSettings): Promise<WatchReply> =>
  change(client, settings, entryOf(settings));

/**
 * Takes events from a channel and leaves the others. Throws when Zoho refuses it; a channel that is gone
 * after a try whose reply got lost was narrowed by that try, and counts as done.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/disable-specific.html
 */
export const removeEvents = (client: CrmClient, settings: ChannelSettings): Promise<WatchReply> =>
  goneIsDone([settings.channelId], "Successfully removed the subscribe details", () =>
    change(client, settings, { ...entryOf(settings), _delete_events: true }),
  );

/**
 * Closes channels. Throws when Zoho refuses all of them; of a mix every outcome is returned. Channels that
 * are gone after a try whose reply got lost were closed by that try, and count as done.
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
 * Changes a channel. Zoho's documents want its address repeated, its SDK does not: where Zoho insists, the
 * address that the channel has is looked up and sent along.
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
 * What channels watch: one row a channel and module. With fetchAll every page from the given one on.
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
