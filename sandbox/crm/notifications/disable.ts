import type { Clock } from "../../clock";
import { commaList, type Reply } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import { invalidParameter, missingParameter } from "../errors";
import { success } from "../records/results";
import type { CrmRequest } from "../request";
import { notSubscribed, resourceKeys, type WatchResult, watchReply } from "./watchReply";

const MESSAGE = "Successfully un-subscribed from actions-watch";

function unsubscribe(
  state: SandboxState,
  request: CrmRequest,
  channelId: string,
  now: number,
): WatchResult[] {
  const channel = state.watches.find(request.caller.userId, channelId, now);
  if (!channel) return [notSubscribed(channelId)];
  state.watches.remove(channel);
  return [...channel.events.keys()].map((moduleName) => {
    const { resource_name: _name, ...details } = resourceKeys(state, request, channel, moduleName);
    return success(details, MESSAGE);
  });
}

/** `DELETE /actions/watch?channel_ids=` (facts 8): a result per channel and module. */
export function disableNotifications(
  state: SandboxState,
  request: CrmRequest,
  clock: Clock,
): Reply {
  const ids = commaList(request.query.get("channel_ids"));
  if (ids.length === 0) throw missingParameter("channel_ids");
  if (!ids.every((id) => /^\d{1,19}$/.test(id))) throw invalidParameter("channel_ids");
  const results = ids.flatMap((id) => unsubscribe(state, request, id, clock.nowSecond()));
  return watchReply(state, results, 200);
}
