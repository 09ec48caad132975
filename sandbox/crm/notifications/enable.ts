import type { Clock } from "../../clock";
import type { Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { WatchChannel } from "../../state/watches";
import type { CrmRequest } from "../request";
import { defaultExpiry, parseEntry, type WatchEntry } from "./parseEntry";
import { watchEntries } from "./watchBody";
import { notSubscribed, subscribed, type WatchResult, watchReply } from "./watchReply";

const MANDATORY = ["events", "notify_url"];
const MESSAGE = "Successfully subscribed for actions-watch of the given module";

/** A new channel from an entry, with Zoho's defaults (facts 8). */
const newChannel = (entry: WatchEntry, request: CrmRequest, now: number): WatchChannel => ({
  channelId: entry.channelId,
  userId: request.caller.userId,
  apiHost: request.headers.host ?? "",
  events: entry.events ?? new Map(),
  notifyUrl: "",
  token: null,
  expiresAt: defaultExpiry(now),
  notifyOnRelatedAction: true,
  returnAffectedFieldValues: false,
  condition: null,
  ...entry.details,
});

function subscribe(
  state: SandboxState,
  request: CrmRequest,
  now: number,
  mustExist: boolean,
): WatchResult[] {
  const { userId } = request.caller;
  const context = { state, now, mandatory: MANDATORY };
  return watchEntries(request).map((raw, index) => {
    const parsed = parseEntry(context, raw, `$.watch[${index}]`);
    if ("error" in parsed) return parsed.error;
    const { channelId } = parsed.value;
    if (mustExist && !state.watches.find(userId, channelId, now)) return notSubscribed(channelId);
    const channel = newChannel(parsed.value, request, now);
    state.watches.put(channel);
    return subscribed(state, request, channel, MESSAGE);
  });
}

/** `POST /actions/watch` (facts 8): creates or overwrites channels. */
export function enableNotifications(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  return watchReply(state, subscribe(state, request, clock.nowSecond(), false), 201);
}

/** `PUT /actions/watch` (facts 8): replaces all details of existing channels. */
export function replaceNotifications(
  state: SandboxState,
  request: CrmRequest,
  clock: Clock,
): Reply {
  return watchReply(state, subscribe(state, request, clock.nowSecond(), true), 200);
}
