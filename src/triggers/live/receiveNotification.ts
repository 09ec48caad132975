import type { ActionContext, TriggerPayload } from "@prismatic-io/spectral";
import { NotificationError } from "../../client/errors/errors";
import { fetchNotified, type Notified, usualFields } from "../../crm/channels/fetchNotified";
import {
  checkSender,
  dedupeIdOf,
  digestOfCall,
  type Notification,
  notificationIfReadable,
  notificationIn,
} from "../../crm/channels/notification";
import { type CrmClient, crmClient } from "../../crm/client";
import { assertValid } from "../../inputs/deferInputErrors";
import { isObject, parseJson } from "../../shared/json";
import { renewIfDue } from "./channelRenewal";
import { acceptedChannel, loadFlow, officialChannelId, ownChannelId } from "./flowChannels";
import type { NotificationParams, UncheckedParams } from "./notificationInputs";
import { RememberedCalls } from "./rememberedCalls";

const RESPONSE = { statusCode: 200, contentType: "application/json" };

/**
 * Hands a notification of the flow's channel on, as it came, with what was asked for beside it. Throws a
 * NotificationError for every other call, so that no step runs.
 */
export async function receiveNotification(
  context: ActionContext,
  payload: TriggerPayload,
  unchecked: UncheckedParams,
) {
  const params = assertValid(unchecked);
  if (context.isSimulatedTestExecution) return passed(payload, simulated(payload));
  const notification = notificationIn(payload);
  checkSender(notification, acceptedBy(context, params));
  const remembered = new RememberedCalls(context.instanceState);
  const digest = digestOfCall(payload);
  if (params.refuseRepeats && remembered.has(digest)) {
    throw new NotificationError(`It came before, with the dedupeId ${dedupeIdOf(notification)}.`);
  }
  // Before the records are read: their trouble is none of the channel's.
  const isTried = await renewIfDue(context, params, notification.serverTimeMs);
  const client = crmClient(params.connection, context);
  const added = {
    dedupeId: dedupeIdOf(notification),
    ...(params.fetchRecords && (await fetched(client, context, params, notification))),
  };
  if (params.refuseRepeats) remembered.add(digest);
  const hasNews = isTried || params.refuseRepeats;
  return {
    ...passed(payload, added),
    ...(hasNews && { instanceState: { ...context.instanceState } }),
  };
}

/** A test run of the designer bears no token, and may hold anything. */
function simulated(payload: TriggerPayload): Record<string, unknown> {
  const notification = notificationIfReadable(payload);
  return notification ? { dedupeId: dedupeIdOf(notification) } : {};
}

function passed(payload: TriggerPayload, added: Record<string, unknown>) {
  const { data: unchecked } = payload.body;
  const data = typeof unchecked === "string" ? parseJson(unchecked) : unchecked;
  const body = isObject(data) ? { ...payload.body, data: { ...data, ...added } } : payload.body;
  return { payload: { ...payload, body }, response: RESPONSE };
}

function acceptedBy(context: ActionContext, { connection, token, channelId }: NotificationParams) {
  const stored = loadFlow(context);
  const ids = stored?.channels.map(({ id }) => id) ?? [];
  const known = { configuredToken: token, stored, connection };
  const all = [...ids, channelId || ownChannelId(context), officialChannelId(context)];
  return [...new Set(all)].filter((id) => id !== undefined).map((id) => acceptedChannel(id, known));
}

function fetched(
  client: CrmClient,
  context: ActionContext,
  { fields }: NotificationParams,
  notification: Notification,
): Promise<Notified> {
  const { module } = notification;
  const known = fields.length > 0 ? fields : loadFlow(context)?.fields?.[module];
  return fetchNotified(client, notification, async () => known ?? usualFields(client, module));
}
