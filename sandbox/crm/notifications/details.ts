import { type Clock, formatTime } from "../../clock";
import { isJsonObject, type JsonObject, noContent, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { WatchChannel } from "../../state/watches";
import { invalidParameter, missingParameter, RequestError } from "../errors";
import { parsePageNumbers } from "../records/listParameters";
import type { CrmRequest } from "../request";
import { watchedResourceId } from "./resources";
import { resourceKeys, watchJson } from "./watchReply";

/** The channel's conditions for the module; null if there are none. */
function conditionsFor({ condition }: WatchChannel, moduleName: string): JsonObject[] | null {
  const ofModule = condition?.filter(
    ({ module }) => isJsonObject(module) && module.api_name === moduleName,
  );
  return ofModule?.length ? ofModule : null;
}

/** A row per module of the channel; events include the module's name (facts 8). */
function renderRows(state: SandboxState, request: CrmRequest, channel: WatchChannel): JsonObject[] {
  return [...channel.events].map(([moduleName, operations]) => ({
    notify_on_related_action: channel.notifyOnRelatedAction,
    return_affected_field_values: channel.returnAffectedFieldValues,
    channel_expiry: formatTime(channel.expiresAt, state.variants.timeOffset),
    ...resourceKeys(state, request, channel, moduleName),
    notify_url: channel.notifyUrl,
    events: [...operations].map((operation) => `${moduleName}.${operation}`),
    token: channel.token,
    fields: null,
    notification_condition: conditionsFor(channel, moduleName),
  }));
}

function parseChannelId(state: SandboxState, query: URLSearchParams): string | undefined {
  const id = query.get("channel_id") ?? undefined;
  if (id === undefined) {
    if (state.variants.watchChannelId === "mandatory") throw missingParameter("channel_id");
    return undefined;
  }
  if (!/^\d{1,19}$/.test(id)) throw invalidParameter("channel_id");
  return id;
}

function parseModule(state: SandboxState, query: URLSearchParams): string | undefined {
  const name = query.get("module") ?? undefined;
  if (name === undefined || watchedResourceId(state, name) !== undefined) return name;
  throw new RequestError(400, "INVALID_MODULE", "the module name given seems to be invalid", {
    param_name: "module",
  });
}

/**
 * `GET /actions/watch?channel_id=&module=&page=&per_page=` (facts 8): the caller's own channels.
 */
export function getNotifications(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const { query, caller } = request;
  const channelId = parseChannelId(state, query);
  const moduleName = parseModule(state, query);
  const { page, perPage } = parsePageNumbers(query);
  const rows = state.watches
    .active(clock.now())
    .filter((channel) => channel.userId === caller.userId)
    .filter((channel) => channelId === undefined || channel.channelId === channelId)
    .flatMap((channel) => renderRows(state, request, channel))
    .filter((row) => moduleName === undefined || row.resource_name === moduleName);
  const watch = rows.slice((page - 1) * perPage, page * perPage);
  if (watch.length === 0) return noContent();
  const more = page * perPage < rows.length;
  const info = { per_page: perPage, count: watch.length, page, more_records: more };
  return watchJson(state, 200, { watch, info });
}
