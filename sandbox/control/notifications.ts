import { ok, type Reply, type SandboxRequest } from "../http";
import type { SandboxInstance } from "../sandboxInstance";
import { controlBody } from "./body";

const DEFAULT_SHOWN = 50;

/** `GET /_sandbox/notifications?limit=`: the last notifications with what became of them, oldest first. */
export function showNotifications({ notifier }: SandboxInstance, request: SandboxRequest): Reply {
  const limit = Number(request.query.get("limit") ?? DEFAULT_SHOWN);
  return ok({
    notifications: notifier.log.last(limit).map(({ text: _text, dueAt, ...delivery }) => ({
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
