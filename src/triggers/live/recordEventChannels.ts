import type { ActionContext } from "@prismatic-io/spectral";
import type { StoredFlow } from "../../crm/channels/channel";
import { closeEarlier, closeQuietly } from "../../crm/channels/closeChannels";
import { channelIdsFor } from "../../crm/channels/identity";
import { channelCount, openModuleChannels } from "../../crm/channels/moduleChannels";
import { expiryText } from "../../crm/channels/openChannels";
import { checkModules, isWatchable, modulesIfReadable } from "../../crm/channels/watchable";
import type { CrmClient } from "../../crm/client";
import { ALL_MODULES } from "../../crm/stream/crmPoller";
import { assertValid } from "../../inputs/deferInputErrors";
import { LIVE_EVENTS } from "../../limits";
import { baselineFor } from "./baseline";
import {
  type FlowContext,
  handlerClient,
  idsOfOtherFlows,
  loadFlow,
  notifyUrlOf,
  ownChannelId,
  ownerOf,
  saveFlow,
  tokenFor,
  withoutBlocking,
} from "./flowChannels";
import type { RecordEventParams, UncheckedEventParams } from "./recordEventInputs";

/** What is kept of the channels of a flow. */
export type StoredChannels = Pick<StoredFlow, "channels" | "without" | "askedAt" | "refusedAt">;

/**
 * Opens the channels of a flow at deployment, and keeps from when on changes are wanted, so that nothing is lost
 * that happens before the first sweep. Where no channel is to be had, sweeps have to do. Throws for modules that
 * cannot be read, and when Zoho does not answer.
 */
export async function openChannelsOfFlow(context: ActionContext, unchecked: UncheckedEventParams) {
  const params = assertValid(unchecked);
  const client = handlerClient(params.connection, context);
  const known = (await modulesIfReadable(client))?.filter(({ hasRecords }) => hasRecords);
  checkModules(
    "Modules",
    params.modules.filter((name) => name !== ALL_MODULES),
    known,
  );
  const stored = loadFlow(context);
  const baseline = await baselineFor(client, context, params, stored?.baseline);
  const names = Object.keys(baseline.streams);
  const opened = await renewedChannels(client, context, { params, names, stored: undefined });
  await closeEarlier(client, {
    notifyUrl: notifyUrlOf(context),
    keep: opened.channels.map(({ id }) => id),
    earlier: (stored?.channels ?? []).map(({ id }) => id),
    foreign: idsOfOtherFlows(context, params.connection),
  });
  warnOfUnnotifiedModules(context, opened, names);
  return saveFlow(context, { version: 1, ...opened, baseline, deployedAt: Date.now() });
}

/** Says in the log which modules Zoho does not notify of. */
function warnOfUnnotifiedModules(
  { logger }: ActionContext,
  { without = [] }: StoredChannels,
  names: readonly string[],
): void {
  const alone = names.filter((name) => without.includes(name));
  if (alone.length === 0) return;
  logger.warn(
    `Zoho sends no notifications of ${alone.join(", ")}: their changes come with the sweeps of the schedule alone.`,
  );
}

/** Closes the channels of a flow at deletion. Never throws. */
export async function closeChannelsOfFlow(context: ActionContext, params: UncheckedEventParams) {
  const stored = loadFlow(context)?.channels.map(({ id }) => id) ?? [];
  const modules = Array.isArray(params.modules) ? params.modules : [];
  // Runs of the schedule may have opened more than the deployment, and state may have been lost.
  const ids = [...stored, ...ownChannelIds(context, modules)];
  await withoutBlocking(context, () =>
    closeQuietly(handlerClient(params.connection, context), ids),
  );
  return saveFlow(context, undefined);
}

/** The ids of the channels that a flow with these modules may have. */
export function ownChannelIds(context: FlowContext, modules: readonly string[]): string[] {
  const isAll = modules.includes(ALL_MODULES);
  const count = isAll ? LIVE_EVENTS.maxChannels : channelCount(modules.length);
  return channelIdsFor(ownerOf(context), count);
}

/** Opens or renews the channels for modules, and says in the log until when they live, or why there are none. */
export async function renewedChannels(
  client: CrmClient,
  context: ActionContext,
  request: {
    params: RecordEventParams;
    names: readonly string[];
    stored: StoredChannels | undefined;
  },
): Promise<StoredChannels> {
  const { params, names, stored } = request;
  const flow = stored ? { version: 1 as const, ...stored } : loadFlow(context);
  const known = { configuredToken: "", stored: flow, connection: params.connection };
  const asked = {
    modules: names,
    operations: params.operations,
    notifyUrl: notifyUrlOf(context),
    idOf: (index: number) => ownChannelId(context, index),
    tokenOf: (id: string) => tokenFor(client, id, known),
  };
  const now = Date.now();
  const isRecent = stored?.refusedAt !== undefined && isWithin(stored.refusedAt, now);
  const { channels, problem, ...rest } = await openModuleChannels(
    client,
    asked,
    isRecent ? stored?.without : [],
  );
  if (problem !== undefined) {
    context.logger.warn(
      `No notification channel is to be had, so changes come with the sweeps of the schedule alone. ${problem}`,
    );
    // Those that were opened before live on to their end.
    return { channels: flow?.channels ?? [], askedAt: now, refusedAt: now };
  }
  const until = Math.min(...channels.map((channel) => channel.until));
  if (channels.length > 0)
    context.logger.info(`Zoho notifies of changes until ${expiryText(until)}.`);
  const refusedAt = isRecent ? stored?.refusedAt : now;
  const hasRefused = rest.without.some(isWatchable);
  return { channels, ...rest, askedAt: now, ...(hasRefused && { refusedAt }) };
}

/** Whether channels are to be asked for: not for a day after all of them were refused. */
export const mayAsk = ({ channels, refusedAt }: StoredChannels): boolean =>
  channels.length > 0 || refusedAt === undefined || !isWithin(refusedAt, Date.now());

/** A time that lies ahead was set by another clock. */
const isWithin = (at: number, now: number): boolean =>
  Math.abs(now - at) < LIVE_EVENTS.refusalLastsMs;
