import { refusedRecords } from "../../client/errors/errorElements";
import { RecordError, RejectedError } from "../../client/errors/errors";
import { LIVE_EVENTS, NOTIFICATION } from "../../limits";
import { isObject } from "../../shared/json";
import { isoSeconds } from "../../shared/time";
import type { CrmClient } from "../client";
import { enableChannels, type WatchReply } from "../notifications";
import type { DesiredChannel, StoredChannel } from "./channel";

/** What became of a wish for a channel. */
export interface Opened {
  desired: DesiredChannel;
  /** Absent when Zoho refused it. */
  channel?: StoredChannel;
  /** What it was refused with. */
  error?: RejectedError;
}

/**
 * Opens channels, or renews and overwrites those of the same ids, in one call. Each has its own outcome. They live
 * until `untilMs`, or as long as is safe: more than a week would silently become an hour, by Zoho's clock. Throws
 * when Zoho refuses the call as a whole.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html
 */
export async function openChannels(
  client: CrmClient,
  desiredChannels: readonly DesiredChannel[],
  untilMs?: number,
): Promise<Opened[]> {
  const clockBefore = client.zohoNowMs - Date.now();
  const opened = await openOnce(client, desiredChannels, untilMs);
  const clockError = Math.abs(client.zohoNowMs - Date.now() - clockBefore);
  if (clockError < LIVE_EVENTS.clockErrorMs) return opened;
  // The expiry was asked for by a clock that is wrong.
  return openOnce(client, desiredChannels, untilMs);
}

/** The longest life that is safe, by Zoho's clock. */
export const longestUntil = (client: CrmClient): number =>
  client.zohoNowMs + NOTIFICATION.maxLifeMs;

async function openOnce(
  client: CrmClient,
  desiredChannels: readonly DesiredChannel[],
  untilMs = Number.POSITIVE_INFINITY,
): Promise<Opened[]> {
  const until = Math.min(untilMs, longestUntil(client));
  const expiry = expiryText(until);
  const settings = desiredChannels.map(({ id, ...desired }) => ({
    ...desired,
    channelId: id,
    expiry,
  }));
  const reply = await enableChannels(client, settings).catch((error: unknown) => {
    if (error instanceof RecordError) return error;
    throw error;
  });
  const now = client.zohoNowMs;
  const { connection, organization: grant } = client;
  const opener = { connection: connection.configVarKey, grant };
  if (reply instanceof RecordError)
    return desiredChannels.map((desired) => ({ desired, error: reply }));
  const refused = new Map(refusedRecords(reply).map((one) => [one.index, one]));
  return desiredChannels.map((desired, index) => {
    const refusal = refused.get(index);
    if (!refusal) {
      // What Zoho gives to whoever asks for nothing, should it not say.
      const end = endIn(reply.watch[index]) ?? now + NOTIFICATION.defaultLifeMs;
      return { desired, channel: { ...desired, ...opener, openedAt: now, until: end } };
    }
    const { code, zohoCode, field } = refusal;
    return { desired, error: new RejectedError({ code, zohoCode, ...(field && { field }) }) };
  });
}

/** Zoho's own words for a time: whole seconds with an offset. */
export const expiryText = (ms: number): string => isoSeconds(ms / 1000);

/** The earliest end among the modules of an entry of a reply, in milliseconds; undefined when it names none. */
export function endIn(entry: WatchReply["watch"][number] | undefined): number | undefined {
  const details = entry?.details;
  const rows = isObject(details) && Array.isArray(details.events) ? details.events : [];
  const times = rows
    .map((row) => Date.parse(isObject(row) ? String(row.channel_expiry) : ""))
    .filter((time) => !Number.isNaN(time));
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Whether a channel should be renewed now: less than half of its life is left, or it is over. */
export const isDue = ({ openedAt, until }: StoredChannel, zohoNowMs: number): boolean =>
  until - zohoNowMs < (until - openedAt) * LIVE_EVENTS.renewBelowShare;
