import type { ActionContext } from "@prismatic-io/spectral";
import type { DesiredChannel, StoredChannel, StoredFlow } from "../../crm/channels/channel";
import { closeEarlier, closeQuietly } from "../../crm/channels/closeChannels";
import { usualFields } from "../../crm/channels/fetchNotified";
import { expiryText, longestUntil, openChannels } from "../../crm/channels/openChannels";
import { checkEvents, moduleOfEvent, modulesIfReadable } from "../../crm/channels/watchable";
import type { CrmClient } from "../../crm/client";
import { assertValid } from "../../inputs/deferInputErrors";
import {
  forgetOfficialChannel,
  handlerClient,
  idsOfOtherFlows,
  loadFlow,
  notifyUrlOf,
  officialChannelId,
  ownChannelId,
  saveFlow,
  tokenFor,
  withoutBlocking,
} from "./flowChannels";
import type { NotificationParams, UncheckedParams } from "./notificationInputs";

/**
 * Opens the channel of a flow at deployment, or renews and overwrites the one it had, and closes what earlier
 * deployments have left. Throws when Zoho refuses the channel, which stops the deployment.
 */
export async function openChannelOfFlow(context: ActionContext, unchecked: UncheckedParams) {
  const params = assertValid(unchecked);
  const client = handlerClient(params.connection, context);
  checkEvents(params.events, await modulesIfReadable(client));
  const channel = await openFor(
    client,
    desiredChannelFor(client, context, params),
    untilOf(client, params),
  );
  const isOfficialGone = await closeOthers(client, context, channel);
  const stored = saveFlow(context, {
    version: 1,
    channels: [channel],
    ...(await fieldsFor(client, params)),
  });
  return {
    crossFlowState: {
      ...stored.crossFlowState,
      ...(isOfficialGone && forgetOfficialChannel(context)),
    },
  };
}

/** Closes all but this channel of the flow. Whether that of the official connector is no more. */
async function closeOthers(
  client: CrmClient,
  context: ActionContext,
  { id, notifyUrl }: StoredChannel,
): Promise<boolean> {
  const official = officialChannelId(context);
  const mayLive = await closeEarlier(client, {
    notifyUrl,
    keep: [id],
    earlier: (loadFlow(context)?.channels ?? []).map((channel) => channel.id),
    known: official === undefined ? [] : [official],
    foreign: idsOfOtherFlows(context, client.connection),
  });
  return official !== undefined && !mayLive(official);
}

/** Renews the channel of a flow for as long as is safe. Throws when Zoho refuses that or takes long. */
export function renewedFor(
  context: ActionContext,
  params: NotificationParams,
): Promise<StoredChannel> {
  const client = handlerClient(params.connection, context);
  return openFor(client, desiredChannelFor(client, context, params));
}

/** Closes the channel of a flow at deletion. Never throws. */
export async function closeChannelOfFlow(context: ActionContext, params: UncheckedParams) {
  const stored = loadFlow(context);
  const official = stored ? undefined : officialChannelId(context);
  const unchecked = typeof params.channelId === "string" ? params.channelId : "";
  const channelId = unchecked || ownChannelId(context);
  const foreign = idsOfOtherFlows(context, params.connection);
  const known = (stored?.channels.map(({ id }) => id) ?? [channelId]).filter(
    (id) => !foreign.includes(id),
  );
  await withoutBlocking(context, () =>
    closeQuietly(
      handlerClient(params.connection, context),
      [...known, official].filter((id) => id !== undefined),
    ),
  );
  return {
    crossFlowState: {
      ...saveFlow(context, undefined).crossFlowState,
      ...(official !== undefined && forgetOfficialChannel(context)),
    },
  };
}

async function openFor(
  client: CrmClient,
  desired: DesiredChannel,
  untilMs?: number,
): Promise<StoredChannel> {
  const [opened] = await openChannels(client, [desired], untilMs);
  if (opened?.channel) {
    const { id, until } = opened.channel;
    client.logger.info(`The notification channel ${id} lives until ${expiryText(until)}.`);
    return opened.channel;
  }
  throw opened?.error ?? new Error("nothing was opened");
}

function desiredChannelFor(
  client: CrmClient,
  context: ActionContext,
  params: NotificationParams,
): DesiredChannel {
  const { connection, events, returnAffectedFieldValues, notifyOnRelatedAction } = params;
  const id = params.channelId || ownChannelId(context);
  const known = { configuredToken: params.token, stored: loadFlow(context), connection };
  return {
    id,
    events,
    notifyUrl: notifyUrlOf(context),
    token: tokenFor(client, id, known),
    returnAffectedFieldValues,
    notifyOnRelatedAction,
    ...(params.notificationCondition !== undefined && {
      condition: params.notificationCondition,
    }),
  };
}

/** The time that Channel Expiry names; the longest that is safe, with a warning, where that is not to be had. */
function untilOf(client: CrmClient, { channelExpiry }: NotificationParams): number | undefined {
  if (channelExpiry === "") return undefined;
  const wanted = Date.parse(channelExpiry);
  const longest = longestUntil(client);
  if (wanted > client.zohoNowMs && wanted <= longest) return wanted;
  const problem = wanted > longest ? "lies further ahead than Zoho allows" : "has passed";
  client.logger.warn(
    `Channel Expiry: ${channelExpiry} ${problem}, so the channel is opened until ${expiryText(longest)}.`,
  );
  return undefined;
}

/** Looked up at deployment, so that a notification costs one call. */
async function fieldsFor(
  client: CrmClient,
  { fetchRecords, fields, events }: NotificationParams,
): Promise<Pick<StoredFlow, "fields">> {
  if (!fetchRecords || fields.length > 0) return {};
  const found: Record<string, string[]> = {};
  for (const module of new Set(events.map(moduleOfEvent))) {
    try {
      found[module] = await usualFields(client, module);
    } catch {
      // Looked up when they are needed.
    }
  }
  return { fields: found };
}
