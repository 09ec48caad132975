import { messageOf } from "../../client/errors/errors";
import { CHANGES } from "../../limits";
import type { CreditBudget } from "../../sync/creditBudget";
import { type RunOutcome, runPoll } from "../../sync/poll";
import type { Poller } from "../../sync/poller";
import type { PollOptions } from "../../sync/stream";
import { type PollStart, startPoll } from "./startPoll";

export interface PollRequest extends PollStart {
  options: Omit<PollOptions, "maxChanges" | "versions" | "mayContinue">;
  maxChanges: number;
}

/**
 * One execution of a polling trigger: reads on from the kept state. A state that is not to be understood, or of
 * another organization, begins anew with a warning; on a later page of a run it is an InputError.
 */
export async function pollChanges(request: PollRequest): Promise<RunOutcome> {
  const { poller, logger, options, maxChanges } = request;
  const startedAt = performance.now();
  const { state, names } = await startPoll(request);
  const creditBudget = poller.creditBudget(state.creditBudget);
  const outcome = await runPoll(state, {
    names,
    open: (name, memory) => poller.open(name, memory),
    isFatal: (error) => poller.isFatal(error),
    options,
    maxChanges,
    hasTime: () =>
      performance.now() - startedAt < CHANGES.maxMilliseconds && poller.calls < CHANGES.maxCalls,
    ...(creditBudget && { creditBudget }),
  });
  for (const { name, error } of outcome.failures) {
    logger.error(`${name} could not be read: ${messageOf(error)}`);
  }
  for (const warning of outcome.warnings) logger.warn(warning);
  const after = poller.withoutFailed?.(outcome.state, outcome.failures) ?? outcome.state;
  logger.info(summary({ ...outcome, state: after }, names, poller));
  if (creditBudget && outcome.isPaused) logger.warn(pauseText(creditBudget));
  return { ...outcome, state: after };
}

function summary(outcome: RunOutcome, names: readonly string[], poller: Poller): string {
  const { changes, state, window, hasMore } = outcome;
  const parts = [`${state.identity.organization}: ${names.join(", ")}`];
  if (window) parts.push(`window ${timeText(window.from)} to ${timeText(window.end)}`);
  parts.push(`delivered ${changes.length}${countsOf(changes)}`);
  if (window) parts.push(`lag ${Math.max(0, Math.round(Date.now() / 1000 - window.end))} s`);
  parts.push(`${poller.calls} calls`);
  if (poller.credits !== undefined) parts.push(`${poller.credits} credits`);
  parts.push(`state ${JSON.stringify(state).length} bytes`);
  if (hasMore) parts.push("more is left");
  return parts.join("; ");
}

/** " (3 created, 2 updated)" */
function countsOf(changes: RunOutcome["changes"]): string {
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
  const next = new Date(state.pausedUntil ?? Date.now()).toISOString().slice(0, 19);
  return `Paused: ${used}${of} are used. Nothing is read before ${next}Z; nothing is lost by that.`;
}

const timeText = (second: number): string => new Date(second * 1000).toISOString().slice(0, 19);
