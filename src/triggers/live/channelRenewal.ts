import type { ActionContext } from "@prismatic-io/spectral";
import { messageOf } from "../../client/errors/errors";
import { parseStoredChannel, type StoredChannel } from "../../crm/channels/channel";
import { isDue } from "../../crm/channels/openChannels";
import { LIVE_EVENTS } from "../../limits";
import { isObject } from "../../shared/json";
import { loadFlow } from "./flowChannels";
import { renewedFor } from "./notificationChannel";
import type { NotificationParams } from "./notificationInputs";

const KEY = "zohoChannelRenewed";

/**
 * Renews the channel of a flow when a notification finds less than half of its life left, by Zoho's clock. What comes
 * of it is kept in the state of the flow: executions with long steps would roll back the cross-flow state, which other
 * flows write as well. A renewal that fails stops nothing, and the next notifications do not try for a while. Whether
 * there is something to keep.
 */
export async function renewIfDue(
  context: ActionContext,
  params: NotificationParams,
  zohoNowMs: number,
): Promise<boolean> {
  const { channel, triedAt } = renewalIn(context);
  if (channel && !isDue(channel, zohoNowMs)) return false;
  if (Math.abs(Date.now() - triedAt) < LIVE_EVENTS.renewalsApartMs) return false;
  const stored = { triedAt: Date.now() };
  try {
    context.instanceState[KEY] = { ...stored, channel: await renewedFor(context, params) };
  } catch (error) {
    context.logger.warn(`The notification channel could not be renewed. ${messageOf(error)}`);
    context.instanceState[KEY] = { ...stored, ...(channel && { channel }) };
  }
  return true;
}

/** The channel of a flow as it was granted last: to its deployment, an action, or a notification. */
function renewalIn(context: ActionContext): {
  channel: StoredChannel | undefined;
  triedAt: number;
} {
  const { [KEY]: own } = context.instanceState;
  const renewed = isObject(own) ? parseStoredChannel(own.channel) : undefined;
  const triedAt = isObject(own) && typeof own.triedAt === "number" ? own.triedAt : 0;
  const [deployed] = loadFlow(context)?.channels ?? [];
  if (!deployed) return { channel: renewed, triedAt };
  const isNewer = renewed?.id === deployed.id && renewed.openedAt > deployed.openedAt;
  return { channel: isNewer ? renewed : deployed, triedAt };
}
