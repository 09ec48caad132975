import type { ActionContext } from "@prismatic-io/spectral";
import type { CrmClient } from "../../client/crmClient";
import { ALL_MODULES } from "../../crm/changes/poller";
import { closeLeftOver, closeQuietly } from "../../crm/channels/closeChannels";
import type { KeptFlow } from "../../crm/channels/keptChannels";
import { channelCount, openModuleChannels } from "../../crm/channels/moduleChannels";
import { expiryText } from "../../crm/channels/openChannels";
import { checkModules, modulesIfReadable } from "../../crm/channels/watchable";
import { LIVE_EVENTS } from "../../limits";
import {
  type FlowContext,
  handlerClient,
  keepFlow,
  keptFlow,
  notifyUrlOf,
  ownChannelId,
  tokenFor,
  withoutBlocking,
} from "./flowChannels";
import { baselineFor } from "./recordEventBaseline";
import type { RecordEventParams } from "./recordEventInputs";

/** What is kept of the channels of a flow. */
export type KeptChannels = Pick<KeptFlow, "channels" | "without" | "askedAt">;

/**
 * Opens the channels of a flow at deployment, and keeps from when on changes are wanted, so that nothing is lost
 * that happens before the first sweep. Where no channel is to be had, sweeps have to do. Throws for modules that
 * cannot be read, and when Zoho does not answer.
 */
export async function openChannelsOfFlow(context: ActionContext, params: RecordEventParams) {
  const client = handlerClient(params.connection, context);
  const known = (await modulesIfReadable(client))?.filter(({ hasRecords }) => hasRecords);
  checkModules(
    "Modules",
    params.modules.filter((name) => name !== ALL_MODULES),
    known,
  );
  const kept = keptFlow(context);
  const baseline = await baselineFor(client, params, kept?.baseline);
  const names = Object.keys(baseline.subjects);
  const opened = await renewedChannels(client, context, { params, names, kept: undefined });
  const keep = opened.channels.map(({ id }) => id);
  await closeLeftOver(client, { notifyUrl: notifyUrlOf(context), keep });
  return keepFlow(context, { version: 1, ...opened, baseline });
}

/** Closes the channels of a flow at deletion. Never throws. */
export async function closeChannelsOfFlow(context: ActionContext, params: RecordEventParams) {
  const kept = keptFlow(context)?.channels.map(({ id }) => id) ?? [];
  // State may have been lost; what nobody opened is closed with the others.
  const ids = kept.length > 0 ? kept : ownChannelIds(context, params.modules);
  await withoutBlocking(context, () =>
    closeQuietly(handlerClient(params.connection, context), ids),
  );
  return keepFlow(context, undefined);
}

/** The ids of the channels that a flow with these modules may have. */
export function ownChannelIds(context: FlowContext, modules: readonly string[]): string[] {
  const isAll = modules.includes(ALL_MODULES);
  const count = isAll ? LIVE_EVENTS.maxChannels : channelCount(modules.length);
  return Array.from({ length: count }, (_, index) => ownChannelId(context, index));
}

/** Opens or renews the channels for modules, and says in the log until when they live, or why there are none. */
export async function renewedChannels(
  client: CrmClient,
  context: ActionContext,
  wish: { params: RecordEventParams; names: readonly string[]; kept: KeptChannels | undefined },
): Promise<KeptChannels> {
  const { params, names, kept } = wish;
  const flow = kept ? { version: 1 as const, ...kept } : keptFlow(context);
  const known = { given: "", kept: flow, connection: params.connection };
  const asked = {
    modules: names,
    operations: params.operations,
    notifyUrl: notifyUrlOf(context),
    idOf: (index: number) => ownChannelId(context, index),
    tokenOf: (id: string) => tokenFor(id, known),
  };
  // Where all were refused, none of them counts as refused for good.
  const refused = kept?.channels.length ? kept.without : [];
  const { channels, without, problem } = await openModuleChannels(client, asked, refused);
  const until = Math.min(...channels.map((channel) => channel.until));
  if (channels.length > 0) {
    context.logger.info(`Zoho notifies of changes until ${expiryText(until)}.`);
  } else {
    context.logger.warn(
      `No notification channel is to be had, so changes come with the sweeps of the schedule alone. ${problem ?? ""}`,
    );
  }
  return { channels, without, askedAt: Date.now() };
}

/** Whether channels are to be asked for: not for a day after all of them were refused. */
export function mayAsk({ channels, askedAt = 0 }: KeptChannels): boolean {
  return channels.length > 0 || Math.abs(Date.now() - askedAt) > LIVE_EVENTS.refusalLastsMs;
}
