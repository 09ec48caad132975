import type { ActionContext } from "@prismatic-io/spectral";
import { channelIdFor } from "../../crm/channels/channel";
import { defaultFields } from "../../crm/channels/fetchNotified";
import { latestExpiry, openChannel } from "../../crm/channels/open";
import { checkEvents, moduleOfEvent, modulesIfReadable } from "../../crm/channels/watchable";
import type { CrmClient } from "../../crm/client";
import { assertValid } from "../../inputs/deferInputErrors";
import { isoSeconds } from "../../shared/time";
import { FlowChannels, handlerClient, type RequestChannels } from "./flowChannels";
import { ownerOf } from "./flowState";
import type { NotificationParams, UncheckedParams } from "./notificationInputs";

/** At deployment: opens the flow's channel. Throws when Zoho refuses it, which stops the deployment. */
export async function deployNotifications(context: ActionContext, params: UncheckedParams) {
  assertValid(params);
  const client = handlerClient(params.connection, context);
  checkEvents(params.events, await modulesIfReadable(client));
  const channels = notificationChannels(context, params);
  await channels.open(client, channelRequest(context, params, parseExpiry(client, params)));
  return channels.save({ fields: await fieldsToFetch(client, params) });
}

/** At deletion: closes the flow's channel. Never throws. */
export function deleteNotifications(context: ActionContext, params: UncheckedParams) {
  return notificationChannels(context, params).close();
}

/** The flow's channel, also for inputs that are not valid. */
export function notificationChannels(
  context: ActionContext,
  { connection, channelId, token }: UncheckedParams,
  executed?: unknown,
): FlowChannels {
  const id = typeof channelId === "string" && channelId !== "" ? channelId : ownId(context);
  const builders = typeof token === "string" ? token : "";
  return new FlowChannels(context, { connection, ids: [id], token: builders, executed });
}

const ownId = (context: ActionContext): string => channelIdFor(ownerOf(context));

/** By default the channel is requested for as long as Zoho allows. */
export const channelRequest =
  (context: ActionContext, params: NotificationParams, expiresAtMs?: number): RequestChannels =>
  async (client, channels) => {
    const { events, returnAffectedFieldValues, notifyOnRelatedAction } = params;
    const id = params.channelId || ownId(context);
    const channel = await openChannel(
      client,
      {
        id,
        events,
        notifyUrl: channels.notifyUrl,
        token: channels.tokenFor(client, id),
        returnAffectedFieldValues,
        notifyOnRelatedAction,
        condition: params.notificationCondition,
      },
      expiresAtMs,
    );
    const expiry = isoSeconds(channel.expiresAt / 1000);
    client.logger.info(`The notification channel ${id} is open until ${expiry}.`);
    return { channels: [channel], requestedAt: Date.now() };
  };

/** The time of Channel Expiry; undefined, with a warning, if Zoho would not grant it. */
function parseExpiry(client: CrmClient, { channelExpiry }: NotificationParams): number | undefined {
  if (channelExpiry === "") return undefined;
  const wanted = Date.parse(channelExpiry);
  const latest = latestExpiry(client);
  if (wanted > client.zohoNowMs && wanted <= latest) return wanted;
  const problem = wanted > latest ? "is later than Zoho allows" : "has passed";
  client.logger.warn(
    `Channel Expiry: ${channelExpiry} ${problem}, so the channel is opened until ${isoSeconds(latest / 1000)}.`,
  );
  return undefined;
}

/** Looks fields up at deployment, so that a notification costs one call. */
async function fieldsToFetch(
  client: CrmClient,
  { fetchRecords, fields, events }: NotificationParams,
): Promise<Record<string, string[]> | undefined> {
  if (!fetchRecords || fields.length > 0) return undefined;
  const found: Record<string, string[]> = {};
  for (const module of new Set(events.map(moduleOfEvent))) {
    try {
      found[module] = await defaultFields(client, module);
    } catch {
      // Notifications look them up.
    }
  }
  return found;
}
