import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError, controlBody, optionalNumber } from "./body";

const DEFAULT_SHOWN = 50;

/**
 * `GET /_sandbox/notifications?limit=`: counts by status since the reset, and the last
 * notifications with their outcomes, oldest first; `text` is the exact body.
 */
export function showNotifications({ notifier }: SandboxInstance, request: SandboxRequest): Reply {
  const limit = Number(request.query.get("limit") ?? DEFAULT_SHOWN);
  return ok({
    counts: notifier.log.counts(),
    notifications: notifier.log.last(limit).map(({ dueAt, ...delivery }) => ({
      ...delivery,
      dueAt: new Date(dueAt).toISOString(),
    })),
  });
}

/** `POST /_sandbox/notifications/flush {all?}`: replies after everything due (or all) was tried. */
export async function flushNotifications(
  { notifier }: SandboxInstance,
  request: SandboxRequest,
): Promise<Reply> {
  await notifier.flush(controlBody(request).all === true);
  return ok({ status: "flushed" });
}

/** `POST /_sandbox/notifications/pace {perSecond}`: limits deliveries per address; 0 = no limit. */
export function setPace({ notifier }: SandboxInstance, request: SandboxRequest): Reply {
  const perSecond = optionalNumber(controlBody(request), "perSecond");
  if (perSecond === undefined || !Number.isInteger(perSecond) || perSecond < 0) {
    throw new ControlError("perSecond must be a whole number");
  }
  notifier.setPace(perSecond || Number.POSITIVE_INFINITY);
  return ok({ status: "set", perSecond });
}
