import { type TriggerPayload, util } from "@prismatic-io/spectral";
import {
  type Notification,
  parseNotification,
  tryParseNotification,
} from "../../crm/channels/notification";
import { type CrmClient, crmClient } from "../../crm/client";
import { ALL_MODULES } from "../../crm/modules";
import { assertValid } from "../../inputs/deferInputErrors";
import { LIVE_EVENTS } from "../../limits";
import { isPaused } from "../../sync/creditBudget";
import { parsePollState } from "../../sync/state";
import { isContinuation, pollChanges } from "../polling/runPoll";
import { deliverNotified } from "./deliverNotified";
import type { RequestChannels } from "./flowChannels";
import { channelRequest } from "./recordEventChannels";
import {
  type RecordEventParams,
  recordEventPoll,
  type UncheckedEventParams,
} from "./recordEventInputs";
import { type EventPage, NO_EVENTS, toPage } from "./recordEventPage";
import { type EventContext, RecordEventState } from "./recordEventState";

interface Execution {
  context: EventContext;
  client: CrmClient;
  params: RecordEventParams;
  state: RecordEventState;
}

/**
 * A scheduled run renews the channels and polls; a notification of one of the channels brings its changes.
 * Throws a NotificationError for anything else. A forged scheduled run polls too, as the next one would.
 */
export async function receiveEvents(
  context: EventContext,
  payload: TriggerPayload,
  params: UncheckedEventParams,
): Promise<EventPage> {
  assertValid(params);
  const client = crmClient(params.connection, context);
  const execution = { context, client, params, state: new RecordEventState(context, params) };
  if (isContinuation(payload)) return poll(execution, payload);
  if (isScheduled(payload)) return runScheduled(execution, payload);
  if (!context.isSimulatedTestExecution) {
    const notification = parseNotification(payload);
    execution.state.channels.check(notification);
    return handleNotification(execution, notification);
  }
  // A test run of the designer holds no token, and perhaps no notification.
  const notification = tryParseNotification(payload);
  return notification ? handleNotification(execution, notification) : poll(execution);
}

async function runScheduled(execution: Execution, payload: TriggerPayload): Promise<EventPage> {
  const { context, client, state } = execution;
  if (isTooSoon(payload, state)) {
    context.logger.warn(
      "A call claims to be a scheduled run, but the last one was just now. Ignored.",
    );
    return NO_EVENTS;
  }
  const mayRenew = !isPausedNow(state) || state.channels.hasDue(client.zohoNowMs);
  if (mayRenew) await state.channels.renew(client, requestFor(execution));
  return poll(execution);
}

/** Polls the modules: a run's first page, or the one that `payload` asks for. */
async function poll(
  { context, client, params, state }: Execution,
  payload?: TriggerPayload,
): Promise<EventPage> {
  const isContinued = payload !== undefined;
  const outcome = await pollChanges({
    ...recordEventPoll(client, params),
    stored: isContinued ? parsePollState(payload.paginationState) : state.poll,
    isContinuation: isContinued,
    logger: context.logger,
  });
  state.save(outcome.state);
  return toPage(outcome.changes, { next: outcome.hasMore ? outcome.state : null, isContinued });
}

/** Renews the channels too, which keeps them open in flows without a schedule. */
async function handleNotification(
  execution: Execution,
  notification: Notification,
): Promise<EventPage> {
  const { context, client, params, state } = execution;
  const {
    changes,
    isKnown,
    state: after,
  } = await deliverNotified({
    ...recordEventPoll(client, params),
    notification,
    stored: state.poll,
    isContinuation: false,
    logger: context.logger,
  });
  const isRenewed =
    !isPausedNow(state) &&
    (await state.channels.renewIfDue(notification.serverTimeMs, requestFor(execution)));
  if (isKnown && (isRenewed || changes.length > 0)) state.saveNotified(after, { isRenewed });
  return toPage(changes, { next: null, isContinued: false, source: "notification" });
}

function requestFor({ context, params, state }: Execution): RequestChannels {
  const isAll = params.modules.includes(ALL_MODULES);
  return channelRequest(context, params, isAll ? Object.keys(state.streams) : params.modules);
}

const isPausedNow = ({ poll }: RecordEventState): boolean =>
  poll.kind === "state" && isPaused(poll.state.creditBudget);

const isScheduled = ({ headers }: TriggerPayload): boolean =>
  util.types.lowerCaseHeaders(headers)["prismatic-invoke-type"]?.toLowerCase() === "scheduled";

/** The platform's own runs are at least a minute apart, and have no Host header. */
const isTooSoon = ({ headers }: TriggerPayload, state: RecordEventState): boolean =>
  "host" in util.types.lowerCaseHeaders(headers) &&
  state.wasPolledWithin(LIVE_EVENTS.forgedPollsApartMs);
