import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError } from "./body";

/** `GET /_sandbox/watches`: the channels of every user that have not expired; of tokens, whether there is one. */
export function showWatches({ state, clock }: SandboxInstance): Reply {
  return ok({
    watches: state.watches.active(clock.now()).map(({ events, expiresAt, token, ...channel }) => ({
      ...channel,
      events: [...events].flatMap(([name, operations]) =>
        [...operations].map((operation) => `${name}.${operation}`),
      ),
      expiresAt: new Date(expiresAt).toISOString(),
      hasToken: Boolean(token),
    })),
  });
}

/**
 * `DELETE /_sandbox/watches?channel_id=[&user_id=]`: channels go without their owners, of every user or
 * of one. What is already on its way still arrives.
 */
export function removeWatches({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const channelId = request.query.get("channel_id");
  const userId = request.query.get("user_id");
  if (!channelId) throw new ControlError("channel_id says which channels");
  const removed = state.watches
    .active(clock.now())
    .filter((channel) => channel.channelId === channelId)
    .filter((channel) => userId === null || channel.userId === userId);
  if (removed.length === 0) {
    throw new ControlError(`no such channel ${channelId}${userId ? ` of user ${userId}` : ""}`);
  }
  for (const channel of removed) state.watches.remove(channel);
  return ok({ status: "removed", count: removed.length });
}
