import type { Clock } from "../../clock";
import { isJsonObject, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { WatchChannel } from "../../state/watches";
import type { CrmRequest } from "../request";
import { parseEntry, type WatchEntry } from "./parseEntry";
import { watchEntries } from "./watchBody";
import { notSubscribed, subscribed, type WatchResult, watchReply } from "./watchReply";

/** The mandatory keys of a change; sources disagree on `notify_url` (facts 8). */
function mandatoryKeys(state: SandboxState, raw: unknown): string[] {
  if (isJsonObject(raw) && raw._delete_events === true) return ["events"];
  return state.variants.patchNotifyUrl === "mandatory" ? ["notify_url"] : [];
}

/** Removes events, and the channel with the last one. Returns the modules of removed events. */
function removeEvents(state: SandboxState, channel: WatchChannel, entry: WatchEntry): string[] {
  const touched: string[] = [];
  for (const [moduleName, operations] of entry.events ?? []) {
    const watched = channel.events.get(moduleName);
    const removed = [...operations].filter((operation) => watched?.delete(operation));
    if (removed.length > 0) touched.push(moduleName);
    if (watched?.size === 0) channel.events.delete(moduleName);
  }
  if (channel.events.size === 0) state.watches.remove(channel);
  return touched;
}

/** Adds events and replaces the details of the entry. */
function change(channel: WatchChannel, entry: WatchEntry): void {
  for (const [moduleName, operations] of entry.events ?? []) {
    const watched = channel.events.get(moduleName) ?? [];
    channel.events.set(moduleName, new Set([...watched, ...operations]));
  }
  Object.assign(channel, entry.details);
}

function changeOne(
  state: SandboxState,
  request: CrmRequest,
  now: number,
  raw: unknown,
  path: string,
): WatchResult {
  const parsed = parseEntry({ state, now, mandatory: mandatoryKeys(state, raw) }, raw, path);
  if ("error" in parsed) return parsed.error;
  const entry = parsed.value;
  const channel = state.watches.find(request.caller.userId, entry.channelId, now);
  if (!channel) return notSubscribed(entry.channelId);
  if (!entry.deleteEvents) {
    change(channel, entry);
    return subscribed(state, request, channel, "Successfully updated the subscribe details");
  }
  const moduleNames = removeEvents(state, channel, entry);
  if (moduleNames.length === 0) return notSubscribed(entry.channelId);
  const message = "Successfully removed the subscribe details";
  return subscribed(state, request, channel, message, { moduleNames, expiry: false });
}

/** `PATCH /actions/watch` (facts 8): adds events, changes details, or removes events. */
export function changeNotifications(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const results = watchEntries(request).map((raw, index) =>
    changeOne(state, request, clock.nowSecond(), raw, `$.watch[${index}]`),
  );
  return watchReply(state, results, 200);
}
