import type { ActionLogger, TriggerPayload } from "@prismatic-io/spectral";
import { InputError, messageOf } from "../../client/errors/errors";
import { CHANGES } from "../../limits";
import { isObject } from "../../shared/json";
import { isoSeconds } from "../../shared/time";
import type { CreditBudget } from "../../sync/creditBudget";
import { type Poller, type PollRequest, type RunOutcome, runPoll } from "../../sync/poll";
import {
  afterQueryChanged,
  fromOfficial,
  isSameOrganization,
  type PollState,
  type SourceIdentity,
  type StoredState,
} from "../../sync/state";

export interface PollStart {
  poller: Poller;
  /** What the last execution saved, or the page before handed on. */
  stored: StoredState;
  isContinuation: boolean;
  logger: ActionLogger;
}

/** Whether the platform asks for a further page of a run. */
export const isContinuation = ({ paginationState }: TriggerPayload): boolean =>
  isObject(paginationState) && Object.keys(paginationState).length > 0;

/**
 * The state for the next run, which reads every stream: only the next page reads what is pending.
 */
export function withoutPageState({ pending: _ofThisRun, ...state }: PollState): PollState {
  return state;
}

/**
 * One execution of a polling trigger: reads what changed since the saved state. An invalid state,
 * or one of another organization, starts over with a warning; on a later page it is an InputError.
 */
export async function pollChanges(request: PollRequest & PollStart): Promise<RunOutcome> {
  const { poller, logger } = request;
  const startedAt = performance.now();
  const { state, names } = await startPoll(request);
  const creditBudget = poller.creditBudget(state.creditBudget);
  const hasTime = () =>
    performance.now() - startedAt < CHANGES.maxMilliseconds && poller.calls < CHANGES.maxCalls;
  const outcome = await runPoll(state, request, { names, hasTime, creditBudget });
  for (const { name, error } of outcome.failures) {
    logger.error(`${name} could not be read: ${messageOf(error)}`);
  }
  for (const warning of outcome.warnings) logger.warn(warning);
  const after = poller.withoutFailed?.(outcome.state, outcome.failures) ?? outcome.state;
  logger.info(summary({ ...outcome, state: after }, names, poller));
  if (creditBudget && outcome.isPaused) logger.warn(pauseText(creditBudget));
  return { ...outcome, state: after };
}

/**
 * The state that an execution continues from, and the streams to read. Errors as of pollChanges.
 */
export async function startPoll(start: PollStart): Promise<{
  state: PollState;
  names: readonly string[];
}> {
  const { poller, stored, isContinuation, logger } = start;
  if (isContinuation && stored.kind !== "state") {
    throw new InputError("paginationState", "was not created by this trigger.");
  }
  const identity = await poller.identify(
    stored.kind === "state" ? stored.state.identity : undefined,
  );
  const { state, names } = await poller.prepare(startingState(stored, identity, logger));
  if (!isContinuation) warnOfStreamChanges(stored, names, logger);
  return { state: selectStreams(state, stored, names), names };
}

function startingState(
  stored: StoredState,
  identity: SourceIdentity,
  logger: ActionLogger,
): PollState {
  const fresh: PollState = { version: 1, identity, streams: {} };
  if (stored.kind === "unknown") {
    logger.warn("The saved state is invalid; the trigger starts over.");
  }
  if (stored.kind !== "state") return fresh;
  const { state, warnings } = stored;
  for (const warning of warnings) logger.warn(warning);
  if (!isSameOrganization(state.identity, identity)) {
    logger.warn(
      "The connection belongs to another organization than at the last poll. The trigger starts over there.",
    );
    return fresh;
  }
  const isSameGrant = state.identity.grant === identity.grant;
  const next = { ...state, ownUser: isSameGrant ? state.ownUser : undefined, identity };
  if (state.identity.queryKey === identity.queryKey) return next;
  logger.warn("Fields or Filter differ from the last poll. They apply to changes from now on.");
  const streams = Object.entries(state.streams);
  return {
    ...next,
    streams: Object.fromEntries(streams.map(([name, one]) => [name, afterQueryChanged(one)])),
  };
}

/**
 * The streams that are still polled, or all of them from the official connector's time on. Where
 * every module is polled, one that is missing today may be back tomorrow.
 */
function selectStreams(state: PollState, stored: StoredState, names: readonly string[]): PollState {
  if (stored.kind === "official") {
    const streams = names.map((name) => [name, fromOfficial(stored.second)] as const);
    return { ...state, streams: Object.fromEntries(streams) };
  }
  const known = Object.entries(state.streams).filter(([name]) => state.all || names.includes(name));
  return { ...state, streams: Object.fromEntries(known) };
}

/** Streams not polled before start now; those no longer polled are forgotten. */
function warnOfStreamChanges(
  stored: StoredState,
  names: readonly string[],
  logger: ActionLogger,
): void {
  if (stored.kind !== "state" || stored.state.all) return;
  const before = Object.keys(stored.state.streams);
  const joined = names.filter((name) => !before.includes(name));
  const left = before.filter((name) => !names.includes(name));
  if (before.length === 0 || joined.length + left.length === 0) return;
  const parts = [
    ...(joined.length > 0 ? [`${joined.join(", ")} start now`] : []),
    ...(left.length > 0 ? [`${left.join(", ")} are no longer polled`] : []),
  ];
  logger.warn(`Other modules or types are polled than before: ${parts.join("; ")}.`);
}

function summary(outcome: RunOutcome, names: readonly string[], poller: Poller): string {
  const { changes, state, window, hasMore } = outcome;
  const parts = [`${state.identity.organization}: ${names.join(", ")}`];
  if (window) parts.push(`window ${timeText(window.from)} to ${timeText(window.end)}`);
  parts.push(`delivered ${changes.length}${countsByType(changes)}`);
  if (window) parts.push(`lag ${Math.max(0, Math.round(Date.now() / 1000 - window.end))} s`);
  parts.push(`${poller.calls} calls`);
  if (poller.credits !== undefined) parts.push(`${poller.credits} credits`);
  parts.push(`state ${JSON.stringify(state).length} bytes`);
  if (hasMore) parts.push("more is left");
  return parts.join("; ");
}

/** " (3 created, 2 updated)" */
function countsByType(changes: RunOutcome["changes"]): string {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  const texts = [...counts].map(([type, count]) => `${count} ${type}`);
  return texts.length === 0 ? "" : ` (${texts.join(", ")})`;
}

function pauseText({ usage, state }: CreditBudget): string {
  const { usedShare = null, allowance = null } = usage ?? {};
  const used = usedShare === null ? "" : `${Math.round(usedShare * 1000) / 10} % `;
  const of =
    allowance === null ? "of the day's calls" : `of ${allowance} calls or credits of a day`;
  const next = timeText((state.pausedUntil ?? Date.now()) / 1000);
  return `Paused: ${used}${of} are used. Nothing is read before ${next}Z, and nothing is lost.`;
}

/** Such as 2026-01-31T10:00:00. */
const timeText = (second: number): string => isoSeconds(second).slice(0, 19);
