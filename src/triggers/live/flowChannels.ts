import type { ActionContext, Connection } from "@prismatic-io/spectral";
import { InputError, messageOf } from "../../client/errors/errors";
import { parseStoredFlow, type StoredFlow } from "../../crm/channels/channel";
import { channelIdFor, randomToken, tokenFromSecret } from "../../crm/channels/identity";
import type { AcceptedChannel } from "../../crm/channels/notification";
import { type CrmClient, crmClient } from "../../crm/client";
import { LIVE_EVENTS } from "../../limits";

/** The part of a context that says which flow runs, and what is kept of it across executions. */
export type FlowContext = Pick<
  ActionContext,
  "crossFlowState" | "flow" | "instance" | "webhookUrls" | "logger"
>;

/** Where the official connector keeps its channel: one place for all flows of an instance. */
const OFFICIAL_KEY = "zohoChannelId";

/** What is kept of the flow of this execution; undefined before its first deployment. */
export const loadFlow = ({ crossFlowState, flow }: FlowContext): StoredFlow | undefined =>
  parseStoredFlow(crossFlowState[flow.stableId]);

/** Keeps it, or with undefined nothing more. What is returned is to be returned by the execution. */
export function saveFlow({ crossFlowState, flow }: FlowContext, stored: StoredFlow | undefined) {
  const entry = stored && { ...stored };
  crossFlowState[flow.stableId] = entry;
  return { crossFlowState: { [flow.stableId]: entry } };
}

/** Channels of the same user that other flows of the instance keep: two may name one id, and the last one has it. */
export const idsOfOtherFlows = (
  { crossFlowState, flow }: FlowContext,
  { configVarKey }: Connection,
): string[] =>
  Object.entries(crossFlowState)
    .filter(([key]) => key !== flow.stableId)
    .flatMap(([, value]) => parseStoredFlow(value)?.channels ?? [])
    .filter(({ connection }) => connection === undefined || connection === configVarKey)
    .map(({ id }) => id);

/** The channel that the official connector opened last in this instance, for whichever flow. */
export function officialChannelId({ crossFlowState }: FlowContext): string | undefined {
  const id = String(crossFlowState[OFFICIAL_KEY] ?? "");
  return /^\d{1,19}$/.test(id) ? id : undefined;
}

/** Forgets it, once it is closed. */
export function forgetOfficialChannel({ crossFlowState }: FlowContext) {
  crossFlowState[OFFICIAL_KEY] = undefined;
  return { [OFFICIAL_KEY]: undefined };
}

/** What the ids of the flow's channels are made of. */
export const ownerOf = ({ instance, flow }: FlowContext) => ({
  instance: instance.id,
  flow: flow.stableId,
});

/** The id of one of the channels of the flow. */
export const ownChannelId = (context: FlowContext, index = 0): string =>
  channelIdFor(ownerOf(context), index);

/** The address that the platform gave the flow. */
export function notifyUrlOf({ webhookUrls, flow }: FlowContext): string {
  const url = webhookUrls[flow.name];
  if (url) return url;
  throw new InputError("Flow", `The platform names no webhook address of ${flow.name}.`);
}

/** What tokens of a flow's channels come from. */
interface TokenSources {
  /** The builder's; "" = none. */
  configuredToken: string;
  stored: StoredFlow | undefined;
  connection: Connection;
}

/**
 * The token to open a channel with: the given one, the one it had, one made from the secret, or any. After a new
 * sign-in it is none that was used before: another user's channel of the same id may go on for a week, and tell of
 * another organization's records.
 */
export function tokenFor(client: CrmClient, id: string, sources: TokenSources): string {
  const { configuredToken, stored, connection } = sources;
  const channels = stored?.channels ?? [];
  const before = channels.find((channel) => channel.id === id) ?? channels[0];
  if (configuredToken) return configuredToken;
  if (!before) return tokenFromSecret(connection, id) ?? randomToken();
  const isSameGrant = before.grant === undefined || before.grant === client.organization;
  return isSameGrant ? before.token : randomToken();
}

/** A channel with all that may stand in its notifications. Where nothing is kept of it, what its token is made from. */
export function acceptedChannel(id: string, sources: TokenSources): AcceptedChannel {
  const { configuredToken, stored, connection } = sources;
  const known = (stored?.channels ?? []).filter((channel) => channel.id === id);
  const made = known.length === 0 ? tokenFromSecret(connection, id) : undefined;
  const tokens = [...known.map(({ token }) => token), configuredToken, made ?? ""];
  return { id, tokens: tokens.filter((token) => token !== "") };
}

/** A client that answers in time for a handler of deployment or deletion, whatever Zoho does. */
export const handlerClient = (connection: Connection, context: ActionContext): CrmClient =>
  crmClient(connection, context, { deadlineMs: LIVE_EVENTS.handlerDeadlineMs });

/**
 * Runs the clean-up of a deletion. Nothing that goes wrong blocks it: it is written to the log.
 */
export async function withoutBlocking(
  { logger }: FlowContext,
  cleanUp: () => Promise<void>,
): Promise<void> {
  try {
    await cleanUp();
  } catch (error) {
    logger.warn(
      `Notification channels could not be closed; Zoho ends them by itself. ${messageOf(error)}`,
    );
  }
}
