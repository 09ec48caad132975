import type { ActionContext } from "@prismatic-io/spectral";
import { channelIdFor, channelIdsFor } from "../../crm/channels/channel";
import { channelCount, openModuleChannels } from "../../crm/channels/open";
import { checkModules, isWatchable, modulesIfReadable } from "../../crm/channels/watchable";
import { ALL_MODULES } from "../../crm/modules";
import { assertValid } from "../../inputs/deferInputErrors";
import { LIVE_EVENTS } from "../../limits";
import { isoSeconds } from "../../shared/time";
import { baselineFor } from "./baseline";
import { FlowChannels, handlerClient, type RequestChannels } from "./flowChannels";
import { ownerOf } from "./flowState";
import type { RecordEventParams, UncheckedEventParams } from "./recordEventInputs";

/**
 * At deployment: opens the flow's channels and saves the baseline, so that no change before the first
 * scheduled run is lost. If Zoho opens no channel, only scheduled runs find changes. Throws for modules
 * that cannot be read, and when Zoho does not answer.
 */
export async function deployRecordEvents(context: ActionContext, params: UncheckedEventParams) {
  assertValid(params);
  const client = handlerClient(params.connection, context);
  const known = (await modulesIfReadable(client))?.filter(({ hasRecords }) => hasRecords);
  const named = params.modules.filter((name) => name !== ALL_MODULES);
  checkModules("Modules", named, known);
  const channels = recordEventChannels(context, params);
  const baseline = await baselineFor(client, context, params, channels.deployed?.baseline);
  const modules = Object.keys(baseline.streams);
  await channels.open(client, channelRequest(context, params, modules));
  const { unnotified = [] } = channels.current;
  const silent = modules.filter((name) => unnotified.includes(name));
  if (silent.length > 0) {
    context.logger.warn(
      `Zoho sends no notifications about ${silent.join(", ")}: only scheduled runs find their changes.`,
    );
  }
  return channels.save({ baseline });
}

/** At deletion: closes the flow's channels. Never throws. */
export function deleteRecordEvents(context: ActionContext, params: UncheckedEventParams) {
  return recordEventChannels(context, params).close();
}

/** The flow's channels, also for inputs that are not valid. */
export function recordEventChannels(
  context: ActionContext,
  { connection, modules }: UncheckedEventParams,
  executed?: unknown,
): FlowChannels {
  const names = Array.isArray(modules) ? modules : [];
  const isAll = names.includes(ALL_MODULES);
  const count = isAll ? LIVE_EVENTS.maxChannels : channelCount(names.length);
  const ids = channelIdsFor(ownerOf(context), count);
  return new FlowChannels(context, { connection, ids, executed });
}

/** What Zoho refused is not requested again for a day. */
export const channelRequest =
  (
    context: ActionContext,
    { operations }: RecordEventParams,
    modules: readonly string[],
  ): RequestChannels =>
  async (client, channels) => {
    const { current: before, isRecentlyRefused } = channels;
    const desired = {
      modules,
      operations,
      notifyUrl: channels.notifyUrl,
      idOf: (index: number) => channelIdFor(ownerOf(context), index),
      tokenOf: (id: string) => channels.tokenFor(client, id),
    };
    const refusedBefore = isRecentlyRefused ? before.unnotified : [];
    const opened = await openModuleChannels(client, desired, refusedBefore);
    const requestedAt = Date.now();
    if (opened.problem !== undefined) {
      context.logger.warn(
        `Zoho opened no notification channel, so only scheduled runs find changes. ${opened.problem}`,
      );
      // Channels opened before live on until they expire.
      return { channels: before.channels, requestedAt, refusedAt: requestedAt };
    }
    const expiresAt = Math.min(...opened.channels.map((channel) => channel.expiresAt));
    if (opened.channels.length > 0) {
      context.logger.info(
        `The notification channels are open until ${isoSeconds(expiresAt / 1000)}.`,
      );
    }
    const hasRefused = opened.unnotified.some(isWatchable);
    const refusedAt = isRecentlyRefused ? before.refusedAt : requestedAt;
    const { channels: granted, unnotified } = opened;
    return {
      channels: granted,
      unnotified,
      requestedAt,
      refusedAt: hasRefused ? refusedAt : undefined,
    };
  };
