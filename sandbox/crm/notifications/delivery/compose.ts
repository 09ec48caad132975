import type { JsonObject } from "../../../http";
import type { Variants } from "../../../state/variants";
import type { WatchChannel } from "../../../state/watches";
import { withNumberIds } from "../watchReply";

/** A change of a record that a channel reports. */
export interface WatchEvent {
  channel: WatchChannel;
  moduleName: string;
  operation: "insert" | "update" | "delete";
  id: string;
  /** API names of the fields that an update changed. */
  fields: readonly string[];
  /** The new values in API format, if the channel requests them. */
  values?: JsonObject;
}

const MAX_IDS = 100;

/** Groups consecutive events of a kind into one POST, each record once (facts 8). */
export function groupEvents(events: readonly WatchEvent[], variants: Variants): WatchEvent[][] {
  const groups: WatchEvent[][] = [];
  const limit = variants.notificationIds === "one" ? 1 : MAX_IDS;
  const latest = new Map<WatchChannel, WatchEvent[]>();
  for (const event of events) {
    const group = latest.get(event.channel);
    const [first] = group ?? [];
    const belongs =
      first?.moduleName === event.moduleName &&
      first.operation === event.operation &&
      !group?.some(({ id }) => id === event.id);
    if (group && belongs && group.length < limit) {
      group.push(event);
      continue;
    }
    const started = [event];
    groups.push(started);
    latest.set(event.channel, started);
  }
  return groups;
}

/** The body of a notification (facts 8). The events share channel, module and operation. */
export function notificationBody(
  events: readonly WatchEvent[],
  variants: Variants,
  now: number,
): JsonObject {
  const [{ channel, moduleName, operation } = {}] = events;
  if (!channel || !moduleName) return {};
  const isUpdate = operation === "update";
  const { notifyUrl, token } = channel;
  return {
    server_time: now,
    ...(channel.returnAffectedFieldValues && {
      affected_values: isUpdate
        ? events.map(({ id, values = {} }) => ({ record_id: id, values }))
        : [],
    }),
    query_params: Object.fromEntries(new URL(notifyUrl).searchParams),
    module: moduleName,
    resource_uri: `https://${channel.apiHost}/crm/${variants.watchUriVersion}/${moduleName}`,
    ids: events.map(({ id }) => id),
    affected_fields: isUpdate ? events.map(({ id, fields }) => ({ [id]: fields })) : [],
    operation,
    channel_id: channel.channelId,
    ...((token !== null || variants.emptyWatchToken === "null") && { token }),
  };
}

/** The body as text; the channel id is a number in a variant. */
export const bodyText = (body: JsonObject, variants: Variants): string =>
  variants.channelIds === "number" ? withNumberIds(JSON.stringify(body)) : JSON.stringify(body);
