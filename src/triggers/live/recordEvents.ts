import { type TriggerPayload, util } from "@prismatic-io/spectral";
import { messageOf } from "../../client/errors/errors";
import {
  checkSender,
  type Notification,
  notificationIfReadable,
  notificationIn,
} from "../../crm/channels/notification";
import { isDue } from "../../crm/channels/openChannels";
import { type CrmClient, crmClient } from "../../crm/client";
import { ALL_MODULES } from "../../crm/stream/crmPoller";
import { assertValid } from "../../inputs/deferInputErrors";
import { LIVE_EVENTS } from "../../limits";
import { parsePollState } from "../../sync/state";
import { isContinuation } from "../polling/pagedRun";
import { pollChanges } from "../polling/runPoll";
import { deliverNotified } from "./deliverNotified";
import { acceptedChannel, handlerClient, loadFlow } from "./flowChannels";
import { mayAsk, ownChannelIds, renewedChannels, type StoredChannels } from "./recordEventChannels";
import {
  type RecordEventParams,
  recordEventPoll,
  type UncheckedEventParams,
} from "./recordEventInputs";
import { type EventPage, pageOf } from "./recordEventPage";
import { type EventContext, RecordEventState } from "./recordEventState";

/**
 * A run of the schedule renews the channels and sweeps; a notification of one of the channels brings its changes.
 * Everything else throws a NotificationError. Who forges the mark of a scheduled run gets a sweep, which does
 * nothing that the next one of the schedule would not do.
 */
export async function receiveEvents(
  context: EventContext,
  payload: TriggerPayload,
  unchecked: UncheckedEventParams,
): Promise<EventPage> {
  const params = assertValid(unchecked);
  const client = crmClient(params.connection, context);
  const state = new RecordEventState(context, params.operations.includes("delete"));
  if (isContinuation(payload)) return reconcile(client, context, { params, state, page: payload });
  if (isScheduled(payload)) {
    if (isSoon(payload, state)) {
      context.logger.warn(
        "A call claims to be a run of the schedule so soon after one that it gets no sweep.",
      );
      return pageOf([], { next: null, isContinued: false });
    }
    const channels = await renewed(client, context, { params, state });
    return reconcile(client, context, { params, state, channels });
  }
  const notification = accepted(context, payload, params, state);
  if (!notification) return reconcile(client, context, { params, state });
  return handleNotification(client, context, { params, state, notification });
}

interface Execution {
  params: RecordEventParams;
  state: RecordEventState;
}

async function reconcile(
  client: CrmClient,
  { logger }: EventContext,
  run: Execution & { channels?: StoredChannels; page?: TriggerPayload },
): Promise<EventPage> {
  const { params, state, page, channels = state.channels } = run;
  const { poller, options, maxChanges } = recordEventPoll(client, params);
  const isContinued = page !== undefined;
  const stored = isContinued ? parsePollState(page.paginationState) : state.poll;
  const outcome = await pollChanges({
    ...{ poller, options, maxChanges, logger },
    ...{ stored, isContinuation: isContinued },
  });
  state.keep(outcome.state, channels);
  const next = outcome.hasMore ? { ...outcome.state } : null;
  return pageOf(outcome.changes, { next, isContinued });
}

/** Without a schedule, or with a seldom one, the channels live as long as notifications arrive. */
async function handleNotification(
  client: CrmClient,
  context: EventContext,
  { params, state, notification }: Execution & { notification: Notification },
): Promise<EventPage> {
  const { poller, options } = recordEventPoll(client, params);
  const notified = await deliverNotified({
    ...{ poller, options, notification, logger: context.logger },
    ...{ stored: state.poll, isContinuation: false },
  });
  const channels = await renewedInTime(context, { params, state, notification });
  const hasNews = notified.changes.length > 0 || channels !== state.channels;
  if (hasNews && notified.isKnown) state.saveNotified(notified.state, channels);
  return pageOf(notified.changes, { next: null, isContinued: false, source: "notification" });
}

/**
 * The channels, renewed where less than half of their life is left. The notification waits for that no longer than a
 * handler may take, and after a failure the next ones wait for a while.
 */
async function renewedInTime(
  context: EventContext,
  { params, state, notification }: Execution & { notification: Notification },
): Promise<StoredChannels> {
  const { channels, isPaused } = state;
  const hasDue = channels.channels.some((channel) => isDue(channel, notification.serverTimeMs));
  const isEarly = Math.abs(Date.now() - (channels.askedAt ?? 0)) < LIVE_EVENTS.renewalsApartMs;
  if (!hasDue || isEarly || isPaused) return channels;
  return renewed(handlerClient(params.connection, context), context, { params, state });
}

/** The channels as they are known after they were asked for anew. What goes wrong does not stop the sweep. */
async function renewed(
  client: CrmClient,
  context: EventContext,
  { params, state }: Execution,
): Promise<StoredChannels> {
  const { channels } = state;
  const isDueSoon = channels.channels.some((channel) => isDue(channel, client.zohoNowMs));
  if (!mayAsk(channels) || (state.isPaused && !isDueSoon)) return channels;
  try {
    const names = params.modules.includes(ALL_MODULES)
      ? Object.keys(state.streams)
      : params.modules;
    return await renewedChannels(client, context, { params, names, stored: channels });
  } catch (error) {
    context.logger.warn(`The notification channels could not be renewed. ${messageOf(error)}`);
    return { ...channels, askedAt: Date.now() };
  }
}

/** Undefined for a test run of the designer that holds no notification. */
function accepted(
  context: EventContext,
  payload: TriggerPayload,
  { connection, modules }: RecordEventParams,
  { channels: { channels } }: RecordEventState,
): Notification | undefined {
  if (context.isSimulatedTestExecution) return notificationIfReadable(payload);
  const notification = notificationIn(payload);
  // A channel that a sweep was refused lives on, with the token of its deployment.
  const stored = [...channels, ...(loadFlow(context)?.channels ?? [])];
  const known = {
    configuredToken: "",
    stored: { version: 1 as const, channels: stored },
    connection,
  };
  const all = new Set([...stored.map(({ id }) => id), ...ownChannelIds(context, modules)]);
  checkSender(
    notification,
    [...all].map((id) => acceptedChannel(id, known)),
  );
  return notification;
}

/** The platform starts no run of a schedule twice within a minute, and needs no host to call. */
const isSoon = ({ headers }: TriggerPayload, { polledAt }: RecordEventState): boolean =>
  "host" in util.types.lowerCaseHeaders(headers) &&
  Math.abs(Date.now() - polledAt) < LIVE_EVENTS.forgedPollsApartMs;

const isScheduled = ({ headers }: TriggerPayload): boolean =>
  util.types.lowerCaseHeaders(headers)["prismatic-invoke-type"]?.toLowerCase() === "scheduled";
