import type { Notification } from "../../crm/channels/notification";
import { CHANGES } from "../../limits";
import type { ChangeFilter } from "../../sync/changeFilter";
import { isPaused } from "../../sync/creditBudget";
import { applyNotification, type NotifiedRows } from "../../sync/notified";
import { type StreamChange, versionsLeft } from "../../sync/poll";
import type { PollState } from "../../sync/state";
import { afterFieldsChanged } from "../../sync/state";
import type { RecordLookup } from "../../sync/stream";
import { type PollStart, startPoll } from "../polling/startPoll";

export interface NotifiedRequest extends PollStart {
  options: ChangeFilter;
  notification: Notification;
}

export interface NotifiedOutcome {
  changes: StreamChange[];
  state: PollState;
  /** Whether it was known how far the module is read; what was told can be kept only then. */
  isKnown: boolean;
}

/**
 * One execution for a notification: looks up what it names, and delivers what neither a sweep nor a notification
 * has delivered, as far as the kept state knows. What is not found, and everything during a pause for the sake of
 * API credits, is left to the next sweep. Throws when Zoho cannot be asked.
 */
export async function deliverNotified(request: NotifiedRequest): Promise<NotifiedOutcome> {
  const { poller, notification, options, logger } = request;
  const { module } = notification;
  const { state, names } = await startPoll(request);
  const stored = state.streams[module] ?? {};
  const isKnown = stored.records !== undefined;
  if (!names.includes(module) || isPaused(state.creditBudget))
    return { changes: [], state, isKnown };
  const opened = await poller.open(module, stored.plan);
  const before = opened.fieldsChanged ? afterFieldsChanged(stored) : stored;
  const notified = await lookUp(opened.stream.lookup, notification, options);
  const versions = versionsLeft(state, module);
  const { changes, state: after } = applyNotification(before, notified, { ...options, versions });
  const creditBudget = poller.creditBudget(state.creditBudget);
  await creditBudget?.mayContinue();
  const { operation, ids } = notification;
  logger.info(
    `${module}: ${operation} of ${ids.length} records; delivered ${changes.length}; ${poller.calls} calls`,
  );
  return {
    changes: changes.map((change) => ({ name: module, ...change })),
    isKnown,
    state: {
      ...state,
      streams: { ...state.streams, [module]: { ...after, plan: opened.cachedPlan(true) } },
      ...(creditBudget && { creditBudget: creditBudget.state }),
    },
  };
}

async function lookUp(
  lookup: RecordLookup | undefined,
  { operation, ids, serverTimeMs }: Notification,
  { showDeleted }: ChangeFilter,
): Promise<NotifiedRows> {
  const zohoNow = Math.floor(serverTimeMs / 1000);
  const wanted = [...new Set(ids)];
  if (operation !== "delete") {
    return { zohoNow, rows: (await lookup?.rows(wanted)) ?? [], deletions: [] };
  }
  if (!showDeleted) return { zohoNow, rows: [], deletions: [] };
  const from = zohoNow - CHANGES.overlapSeconds;
  return { zohoNow, rows: [], deletions: (await lookup?.deletions(wanted, from)) ?? [] };
}
