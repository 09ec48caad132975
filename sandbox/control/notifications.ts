import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { ControlError, controlBody, optionalNumber } from "./body";

const DEFAULT_SHOWN = 50;

/**
 * `GET /_sandbox/notifications?limit=`: how many there are of each status since the reset, and the last
 * ones with what became of them, oldest first; `text` is the body to the byte.
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

/** `POST /_sandbox/notifications/flush {all?}`: answers when what is due (or all) has been tried. */
export async function flushNotifications(
  { notifier }: SandboxInstance,
  request: SandboxRequest,
): Promise<Reply> {
  await notifier.flush(controlBody(request).all === true);
  return ok({ status: "flushed" });
}

/** `POST /_sandbox/notifications/pace {perSecond}`: how many go out to each address in a second; 0 = no limit. */
export function setPace({ notifier }: SandboxInstance, request: SandboxRequest): Reply {
  const perSecond = optionalNumber(controlBody(request), "perSecond");
  if (perSecond === undefined || !Number.isInteger(perSecond) || perSecond < 0) {
    throw new ControlError("perSecond has to be a whole number");
  }
  notifier.setPace(perSecond || Number.POSITIVE_INFINITY);
  return ok({ status: "set", perSecond });
}
