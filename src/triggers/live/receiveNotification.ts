import type { ActionContext, TriggerPayload } from "@prismatic-io/spectral";
import { NotificationError } from "../../client/errors/errors";
import { defaultFields, fetchNotified, type Notified } from "../../crm/channels/fetchNotified";
import {
  digestCall,
  type Notification,
  parseNotification,
  toDedupeId,
  tryParseNotification,
} from "../../crm/channels/notification";
import { crmClient } from "../../crm/client";
import { assertValid } from "../../inputs/deferInputErrors";
import { LIVE_EVENTS } from "../../limits";
import { isObject, parseJson } from "../../shared/json";
import type { FlowChannels } from "./flowChannels";
import { channelRequest, notificationChannels } from "./notificationChannel";
import type { NotificationParams, UncheckedParams } from "./notificationInputs";

/** What executions store in the state of the flow. */
const CHANNELS_KEY = "zohoChannels";
/** Digests of the latest calls, separated by blanks. */
const CALLS_KEY = "zohoNotificationDigests";

const RESPONSE = { statusCode: 200, contentType: "application/json" };

/**
 * Passes a notification of the flow's channel on as it came, with the requested additions. Throws a
 * NotificationError for any other call, so that no step runs.
 */
export async function receiveNotification(
  context: ActionContext,
  payload: TriggerPayload,
  params: UncheckedParams,
) {
  assertValid(params);
  // Test runs of the designer hold no token, and perhaps no notification.
  if (context.isSimulatedTestExecution) return passOn(payload, simulatedAdditions(payload));
  const { instanceState } = context;
  const channels = notificationChannels(context, params, instanceState[CHANNELS_KEY]);
  const notification = parseNotification(payload);
  channels.check(notification);
  const dedupeId = toDedupeId(notification);
  const calls = params.refuseRepeats ? withCall(instanceState[CALLS_KEY], payload) : undefined;
  if (calls?.isRepeated) {
    throw new NotificationError(`It is a repeat: one with the dedupeId ${dedupeId} came before.`);
  }
  // Before the records, whose errors do not concern the channel.
  const request = channelRequest(context, params);
  const isRenewed = await channels.renewIfDue(notification.serverTimeMs, request);
  if (isRenewed) instanceState[CHANNELS_KEY] = channels.stored;
  const fetched = params.fetchRecords
    ? await fetchRecords(context, params, channels, notification)
    : {};
  // The platform saves this at the end of the execution, after the flow's steps.
  if (calls) instanceState[CALLS_KEY] = calls.digests;
  return {
    ...passOn(payload, { dedupeId, ...fetched }),
    ...((isRenewed || calls) && { instanceState: { ...instanceState } }),
  };
}

function simulatedAdditions(payload: TriggerPayload): Record<string, unknown> {
  const notification = tryParseNotification(payload);
  return notification ? { dedupeId: toDedupeId(notification) } : {};
}

function passOn(payload: TriggerPayload, added: Record<string, unknown>) {
  const { data: unparsed } = payload.body;
  const data = typeof unparsed === "string" ? parseJson(unparsed) : unparsed;
  const body = isObject(data) ? { ...payload.body, data: { ...data, ...added } } : payload.body;
  return { payload: { ...payload, body }, response: RESPONSE };
}

/** The stored digests of calls with this one added, and whether it was among them. */
function withCall(stored: unknown, payload: TriggerPayload) {
  const digest = digestCall(payload);
  const before = typeof stored === "string" && stored !== "" ? stored.split(" ") : [];
  return {
    isRepeated: before.includes(digest),
    digests: [...before, digest].slice(-LIVE_EVENTS.maxRemembered).join(" "),
  };
}

function fetchRecords(
  context: ActionContext,
  { connection, fields }: NotificationParams,
  { deployed }: FlowChannels,
  notification: Notification,
): Promise<Notified> {
  const client = crmClient(connection, context);
  const { module } = notification;
  const known = fields.length > 0 ? fields : deployed?.fields?.[module];
  return fetchNotified(client, notification, async () => known ?? defaultFields(client, module));
}
