import type { Notification } from "../../crm/channels/notification";
import { CHANGES } from "../../limits";
import type { ChangeFilter } from "../../sync/changeFilter";
import { isPaused } from "../../sync/creditBudget";
import { applyNotification, type NotifiedRows } from "../../sync/notified";
import { type StreamChange, versionsLeft } from "../../sync/poll";
import { afterFieldsChanged, type PollState } from "../../sync/state";
import type { RecordLookup } from "../../sync/stream";
import { type PollStart, startPoll } from "../polling/runPoll";

export interface NotifiedRequest extends PollStart {
  filter: ChangeFilter;
  notification: Notification;
}

export interface NotifiedOutcome {
  changes: StreamChange[];
  state: PollState;
  /** Whether the module has a position, without which nothing may be saved. */
  isKnown: boolean;
}

/**
 * One execution for a notification: reads the records that it names and returns the changes that the state
 * does not know. Records that are not found, and all of them during a pause to save API credits, are left to
 * the next scheduled run. Throws when Zoho cannot be asked.
 */
export async function deliverNotified(request: NotifiedRequest): Promise<NotifiedOutcome> {
  const { poller, notification, filter, logger } = request;
  const { module, operation, ids } = notification;
  const { state, names } = await startPoll(request);
  const stored = state.streams[module] ?? {};
  const isKnown = stored.records !== undefined;
  const isUnwanted = !names.includes(module) || isPaused(state.creditBudget);
  if (isUnwanted) return { changes: [], state, isKnown };
  const opened = await poller.open(module, stored.plan);
  const before = opened.fieldsChanged ? afterFieldsChanged(stored) : stored;
  const rows = await lookUp(opened.lookup, notification, filter);
  const versions = versionsLeft(state, module);
  const { changes, state: after } = applyNotification(before, rows, filter, versions);
  const creditBudget = poller.creditBudget(state.creditBudget);
  await creditBudget?.mayContinue();
  logger.info(
    `${module}: ${operation} of ${ids.length} records; delivered ${changes.length}; ${poller.calls} calls`,
  );
  return {
    changes: changes.map((change) => ({ name: module, ...change })),
    isKnown,
    state: {
      ...state,
      streams: { ...state.streams, [module]: { ...after, plan: opened.cachedPlan(true) } },
      creditBudget: creditBudget?.state ?? state.creditBudget,
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
