import { refusedRecords } from "../../client/errors/crmErrors";
import { isForbidden, messageOf, RecordError, RejectedError } from "../../client/errors/errors";
import { LIVE_EVENTS, NOTIFICATION } from "../../limits";
import { chunk } from "../../shared/collections";
import { isObject } from "../../shared/json";
import { isoSeconds } from "../../shared/time";
import type { CrmClient } from "../client";
import { enableChannels, updateChannel, type WatchReply } from "../notifications";
import type { DesiredChannel, GrantedChannel } from "./channel";
import { isWatchable, moduleOfEvent } from "./watchable";

/** What Zoho answered for one channel: the channel, or the error it was refused with. */
type Opened = { desired: DesiredChannel } & (
  | { channel: GrantedChannel; error?: undefined }
  | { channel?: undefined; error: RejectedError }
);

/**
 * Opens channels in one call, or renews and overwrites those of the same ids. They live until
 * `expiresAtMs`, at most a week: Zoho silently cuts anything longer to an hour. Throws when Zoho refuses
 * the call as a whole.
 * https://www.zoho.com/crm/developer/docs/api/v8/notifications/enable.html
 */
async function openChannels(
  client: CrmClient,
  desiredChannels: readonly DesiredChannel[],
  expiresAtMs?: number,
): Promise<Opened[]> {
  const clockBefore = client.zohoNowMs - Date.now();
  const opened = await openOnce(client, desiredChannels, expiresAtMs);
  const clockError = Math.abs(client.zohoNowMs - Date.now() - clockBefore);
  if (clockError < LIVE_EVENTS.clockErrorMs) return opened;
  // The first reply corrected our idea of Zoho's clock, which the expiry was computed from.
  return openOnce(client, desiredChannels, expiresAtMs);
}

/** Opens one channel in the same way. Throws when Zoho refuses it. */
export async function openChannel(
  client: CrmClient,
  desired: DesiredChannel,
  expiresAtMs?: number,
): Promise<GrantedChannel> {
  const [opened] = await openChannels(client, [desired], expiresAtMs);
  if (opened?.channel) return opened.channel;
  throw opened?.error ?? new Error("Zoho returned no outcome");
}

/** The latest expiry that Zoho does not cut, by its clock, in milliseconds. */
export const latestExpiry = (client: CrmClient): number =>
  client.zohoNowMs + NOTIFICATION.maxLifeMs;

async function openOnce(
  client: CrmClient,
  desiredChannels: readonly DesiredChannel[],
  expiresAtMs = Number.POSITIVE_INFINITY,
): Promise<Opened[]> {
  const expiry = isoSeconds(Math.min(expiresAtMs, latestExpiry(client)) / 1000);
  const settings = desiredChannels.map(({ id, ...rest }) => ({ ...rest, channelId: id, expiry }));
  const reply = await enableChannels(client, settings).catch((error: unknown) => {
    if (error instanceof RecordError) return error;
    throw error;
  });
  if (reply instanceof RecordError) {
    return desiredChannels.map((desired) => ({ desired, error: reply }));
  }
  const grantedAt = client.zohoNowMs;
  const opener = { connection: client.connection.configVarKey, grant: client.organization };
  const refused = new Map(refusedRecords(reply).map((one) => [one.index, one]));
  return desiredChannels.map((desired, index) => {
    const refusal = refused.get(index);
    if (refusal) {
      const { code, zohoCode, field } = refusal;
      return { desired, error: new RejectedError({ code, zohoCode, field }) };
    }
    // If Zoho names no expiry, it may have granted its default.
    const expiresAt = expiryIn(reply.watch[index]) ?? grantedAt + NOTIFICATION.defaultLifeMs;
    return { desired, channel: { ...desired, ...opener, grantedAt, expiresAt } };
  });
}

/** The earliest expiry in an element of a reply, in milliseconds; undefined when it names none. */
export function expiryIn(entry: WatchReply["watch"][number] | undefined): number | undefined {
  const details = entry?.details;
  const rows = isObject(details) && Array.isArray(details.events) ? details.events : [];
  const times = rows
    .map((row) => Date.parse(isObject(row) ? String(row.channel_expiry) : ""))
    .filter((time) => !Number.isNaN(time));
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Whether a channel should be renewed: it has expired, or less than half of its life is left. */
export const isDue = ({ grantedAt, expiresAt }: GrantedChannel, zohoNowMs: number): boolean =>
  expiresAt - zohoNowMs < (expiresAt - grantedAt) * LIVE_EVENTS.renewBelowShare;

/** The modules that a flow watches, and the ids and tokens of its channels. */
export interface DesiredModules {
  modules: readonly string[];
  /** create, edit, delete. */
  operations: readonly string[];
  notifyUrl: string;
  idOf(index: number): string;
  tokenOf(channelId: string): string;
}

export interface ModuleChannels {
  channels: GrantedChannel[];
  /** Modules that Zoho sends no notifications about, at least to this connection. */
  unnotified: string[];
  /** Why the connection may open no channels at all. */
  problem?: string;
}

/** How many channels a number of modules needs. */
export const channelCount = (modules: number): number =>
  Math.ceil(modules / LIVE_EVENTS.maxModulesPerChannel);

/**
 * Opens or renews the channels for modules. Modules that Zoho refuses are returned as `unnotified`, all of
 * them if the connection may not open channels. Throws any other error.
 */
export async function openModuleChannels(
  client: CrmClient,
  desired: DesiredModules,
  refusedBefore: readonly string[] = [],
): Promise<ModuleChannels> {
  const { modules } = desired;
  const wanted = modules.filter((name) => isWatchable(name) && !refusedBefore.includes(name));
  const desiredChannels = chunk(wanted, LIVE_EVENTS.maxModulesPerChannel).map((group, index) =>
    desiredChannel(desired, index, group),
  );
  if (desiredChannels.length === 0) return { channels: [], unnotified: [...modules] };
  try {
    const channels: GrantedChannel[] = [];
    for (const { desired: one, channel, error } of await openChannels(client, desiredChannels)) {
      const opened = error ? await openByModule(client, one, error) : channel;
      if (opened) channels.push(opened);
    }
    const watched = new Set(channels.flatMap(({ events }) => events.map(moduleOfEvent)));
    return { channels, unnotified: modules.filter((name) => !watched.has(name)) };
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return { channels: [], unnotified: [...modules], problem: messageOf(error) };
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
    // An action on a related record does not change the record itself.
    notifyOnRelatedAction: false,
  };
}

/** Opens a refused channel again, one module at a time, with the modules that Zoho accepts. */
async function openByModule(
  client: CrmClient,
  desired: DesiredChannel,
  refusal: RejectedError,
): Promise<GrantedChannel | undefined> {
  const modules = [...new Set(desired.events.map(moduleOfEvent))];
  let opened: GrantedChannel | undefined;
  for (const name of modules) {
    const events = desired.events.filter((event) => moduleOfEvent(event) === name);
    try {
      if (modules.length === 1) throw refusal;
      opened = await addEvents(client, opened, { ...desired, events });
    } catch (error) {
      // When the time runs out, some modules are better than none.
      if (!(error instanceof RejectedError) && opened) return opened;
      if (!(error instanceof RejectedError)) throw error;
      client.logger.warn(
        `Zoho sends no notifications about ${name}, so only scheduled runs find its changes. ${error.message}`,
      );
    }
  }
  return opened;
}

/** Adds events to a channel, or opens it with them. Throws when Zoho refuses them. */
async function addEvents(
  client: CrmClient,
  opened: GrantedChannel | undefined,
  desired: DesiredChannel,
): Promise<GrantedChannel> {
  if (!opened) return openChannel(client, desired);
  await updateChannel(client, { channelId: desired.id, events: desired.events });
  return { ...opened, events: [...opened.events, ...desired.events] };
}
