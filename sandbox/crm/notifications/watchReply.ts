import { formatTime } from "../../clock";
import type { JsonObject, Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { WatchChannel } from "../../state/watches";
import { type WireError, wireError } from "../errors";
import { success, type WriteResult } from "../records/results";
import type { CrmRequest } from "../request";
import { resourceUri, watchedResourceId } from "./resources";

export type WatchResult = WriteResult | WireError;

/** An unescaped `"channel_id":` is always a key. */
const CHANNEL_TEXT = /("channel_id":)"(\d+)"/g;

/** Turns the channel ids of a JSON text into number literals. */
export const withNumberIds = (text: string): string => text.replace(CHANNEL_TEXT, "$1$2");

/** A reply with channel ids as texts or, in a variant, as exact number literals (facts 8). */
export function watchJson(state: SandboxState, status: number, json: JsonObject): Reply {
  if (state.variants.channelIds === "string") return { status, json };
  return {
    status,
    headers: { "content-type": "application/json;charset=UTF-8" },
    text: withNumberIds(JSON.stringify(json)),
  };
}

export const notSubscribed = (channelId: string): WireError =>
  wireError("NOT_SUBSCRIBED", "The given channel is not subscribed", { channel_id: channelId });

/** The reply to a write, with the status for all, some or no successes (facts 8, 2.2). */
export function watchReply(
  state: SandboxState,
  results: readonly WatchResult[],
  allSucceeded: 200 | 201,
): Reply {
  const { variants } = state;
  const failures = results.filter((result) => result.status === "error");
  const isUnknownChannel = failures.every(({ code }) => code === "NOT_SUBSCRIBED");
  const noneSucceeded = isUnknownChannel ? variants.notSubscribedStatus : variants.allFailedStatus;
  const status =
    failures.length === 0
      ? allSucceeded
      : failures.length < results.length
        ? variants.partialStatus
        : noneSucceeded;
  return watchJson(state, Number(status), { watch: results });
}

/** The keys that identify a channel's module in every row. */
export const resourceKeys = (
  state: SandboxState,
  request: CrmRequest,
  channel: WatchChannel,
  moduleName: string,
): JsonObject => ({
  resource_uri: resourceUri(state, request, moduleName),
  resource_id: watchedResourceId(state, moduleName),
  resource_name: moduleName,
  channel_id: channel.channelId,
});

/** The success of an entry, with a row per module. `expiry`: whether rows contain it. */
export function subscribed(
  state: SandboxState,
  request: CrmRequest,
  channel: WatchChannel,
  message: string,
  { moduleNames = [...channel.events.keys()], expiry = true } = {},
): WatchResult {
  const time = formatTime(channel.expiresAt, state.variants.timeOffset);
  const events = moduleNames.map((name) => ({
    channel_expiry: expiry ? time : undefined,
    ...resourceKeys(state, request, channel, name),
  }));
  return success({ events }, message);
}
