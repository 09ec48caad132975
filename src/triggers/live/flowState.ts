import type { ActionContext } from "@prismatic-io/spectral";
import {
  type ChannelOwner,
  parseStoredFlow,
  type StoredChannels,
  type StoredFlow,
} from "../../crm/channels/channel";

/** The part of a context that identifies the flow and holds what its deployment stored. */
export type FlowContext = Pick<
  ActionContext,
  "crossFlowState" | "flow" | "instance" | "webhookUrls" | "logger" | "isSimulatedTestExecution"
>;

/** Whom the flow's channels belong to. */
export const ownerOf = ({ instance, flow }: FlowContext): ChannelOwner => ({
  instance: instance.id,
  flow: flow.stableId,
});

/** Where the official connector keeps its channel, one for all flows of an instance. */
const OFFICIAL_KEY = "zohoChannelId";

/** What the flow's last deployment stored; undefined before the first. */
export const loadFlow = ({ crossFlowState, flow }: FlowContext): StoredFlow | undefined =>
  parseStoredFlow(crossFlowState[flow.stableId]);

/** Saves the flow's channels (undefined removes them). Handlers must return the result. */
export function saveFlow(
  { crossFlowState, flow }: FlowContext,
  stored: StoredFlow | undefined,
): Record<string, unknown> {
  crossFlowState[flow.stableId] = stored;
  return { [flow.stableId]: stored };
}

/** Ids of channels that other flows of this instance opened with the same connection. */
export const idsOfOtherFlows = (
  { crossFlowState, flow }: FlowContext,
  connection: string,
): string[] =>
  Object.entries(crossFlowState)
    .filter(([key]) => key !== flow.stableId)
    .flatMap(([, value]) => parseStoredFlow(value)?.channels ?? [])
    .filter((channel) => channel.connection === undefined || channel.connection === connection)
    .map(({ id }) => id);

/** The channel that the official connector opened last in this instance, for any of its flows. */
export function officialChannelId({ crossFlowState }: FlowContext): string | undefined {
  const id = String(crossFlowState[OFFICIAL_KEY] ?? "");
  return /^\d{1,19}$/.test(id) ? id : undefined;
}

/** Removes it once it is closed. Handlers must return the result. */
export function forgetOfficialChannel({ crossFlowState }: FlowContext): Record<string, unknown> {
  crossFlowState[OFFICIAL_KEY] = undefined;
  return { [OFFICIAL_KEY]: undefined };
}

/**
 * The channels as last granted. The deployment and the executions store them in different places, and
 * either place may hold an older state: the last one to ask Zoho knows which channels there are, and of
 * each channel the last grant counts. Executions of an earlier deployment know nothing.
 */
export function latestChannels(
  deployed: StoredFlow | undefined,
  executed: StoredFlow | undefined,
): StoredChannels {
  const isOutdated = (executed?.deployedAt ?? 0) < (deployed?.deployedAt ?? 0);
  if (!executed || isOutdated) return deployed ?? { channels: [] };
  if (!deployed) return executed;
  const isLater = (executed.requestedAt ?? 0) > (deployed.requestedAt ?? 0);
  const [last, other] = isLater ? [executed, deployed] : [deployed, executed];
  const channels = last.channels.map((channel) => {
    const same = other.channels.find(({ id }) => id === channel.id) ?? channel;
    const { grantedAt, expiresAt } = same.grantedAt > channel.grantedAt ? same : channel;
    return { ...channel, grantedAt, expiresAt };
  });
  return { ...last, channels };
}
