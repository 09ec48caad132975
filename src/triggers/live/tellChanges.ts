import type { Notification } from "../../crm/channels/notification";
import { CHANGES } from "../../limits";
import type { Named } from "../../sync/poll";
import type { PollState } from "../../sync/pollState";
import { underOtherFields } from "../../sync/pollState";
import { type NamedChange, versionsLeft } from "../../sync/run";
import { type Told, takeTold } from "../../sync/told";
import type { ShowOptions } from "../../sync/wanted";
import { type PollStart, startPoll } from "../startPoll";

export interface TellRequest extends PollStart {
  options: ShowOptions;
  notification: Notification;
}

export interface ToldOutcome {
  changes: NamedChange[];
  state: PollState;
  /** Whether it was known how far the module is read; what was told can be kept only then. */
  isKnown: boolean;
}

/**
 * One execution for a notification: looks up what it names, and delivers what neither a sweep nor a notification
 * has delivered, as far as the kept state knows. What is not found, and everything during a pause for the sake of
 * API credits, is left to the next sweep. Throws when Zoho cannot be asked.
 */
export async function tellChanges(request: TellRequest): Promise<ToldOutcome> {
  const { poller, notification, options, logger } = request;
  const { module } = notification;
  const { state, names } = await startPoll(request);
  const kept = state.streams[module] ?? {};
  const isKnown = kept.records !== undefined;
  if (!names.includes(module) || isPaused(state)) return { changes: [], state, isKnown };
  const opened = await poller.open(module, kept.plan);
  const before = opened.isReshaped ? underOtherFields(kept) : kept;
  const told = await lookUp(opened.stream.named, notification, options);
  const versions = versionsLeft(state, module);
  const { changes, state: after } = takeTold(before, told, { ...options, versions });
  const governor = poller.governor(state.governor);
  await governor?.mayGoOn();
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
      ...(governor && { governor: governor.state }),
    },
  };
}

const isPaused = ({ governor }: PollState): boolean => (governor?.pausedUntil ?? 0) > Date.now();

async function lookUp(
  named: Named | undefined,
  { operation, ids, serverTimeMs }: Notification,
  { showDeleted }: ShowOptions,
): Promise<Told> {
  const zohoNow = Math.floor(serverTimeMs / 1000);
  const wanted = [...new Set(ids)];
  if (operation !== "delete") {
    return { zohoNow, rows: (await named?.rows(wanted)) ?? [], deletions: [] };
  }
  if (!showDeleted) return { zohoNow, rows: [], deletions: [] };
  const from = zohoNow - CHANGES.overlapSeconds;
  return { zohoNow, rows: [], deletions: (await named?.deletions(wanted, from)) ?? [] };
}
