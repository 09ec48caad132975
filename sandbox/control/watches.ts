import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError } from "./body";

/** `GET /_sandbox/watches`: the active channels of all users, without their tokens. */
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
 * `DELETE /_sandbox/watches?channel_id=[&user_id=]`: removes channels of all users or of one.
 * Notifications already queued still arrive.
 */
export function removeWatches({ state, clock }: SandboxInstance, request: SandboxRequest): Reply {
  const channelId = request.query.get("channel_id");
  const userId = request.query.get("user_id");
  if (!channelId) throw new ControlError("channel_id is missing");
  const removed = state.watches
    .active(clock.now())
    .filter((channel) => channel.channelId === channelId)
    .filter((channel) => userId === null || channel.userId === userId);
  if (removed.length === 0) {
    throw new ControlError(`no channel ${channelId}${userId ? ` of user ${userId}` : ""}`);
  }
  for (const channel of removed) state.watches.remove(channel);
  return ok({ status: "removed", count: removed.length });
}
