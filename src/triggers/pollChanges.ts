import type { ActionLogger } from "@prismatic-io/spectral";
import { InputError } from "../client/errors";
import { CHANGES } from "../limits";
import type { Governor } from "../sync/governor";
import type { PollOptions } from "../sync/poll";
import type { Poller } from "../sync/poller";
import {
  fromOfficial,
  type Kept,
  keptState,
  type PollState,
  type Stamp,
  underOtherWish,
} from "../sync/pollState";
import { type RunOutcome, runPoll } from "../sync/run";

export interface PollRequest {
  poller: Poller;
  /** What the trigger kept, or what the page before handed on. */
  kept: unknown;
  isLaterPage: boolean;
  options: Omit<PollOptions, "room" | "versions" | "mayGoOn">;
  room: number;
  logger: ActionLogger;
}

/**
 * One execution of a polling trigger: reads on from the kept state. A state that is not to be understood, or of
 * another organization, begins anew with a warning; on a later page of a run it is an InputError.
 */
export async function pollChanges(request: PollRequest): Promise<RunOutcome> {
  const { poller, logger, options, room } = request;
  const startedAt = performance.now();
  const kept = keptState(request.kept);
  if (request.isLaterPage && kept.kind !== "state") {
    throw new InputError("paginationState", "is none of this trigger's.");
  }
  const stamp = await poller.stamp(kept.kind === "state" ? kept.state.stamp : undefined);
  const { state, names } = await poller.prepare(startingState(kept, stamp, logger));
  const governor = poller.governor(state.governor);
  if (!request.isLaterPage) tellOfOthers(kept, names, logger);
  const outcome = await runPoll(continued(state, kept, names), {
    names,
    open: (name, memory) => poller.open(name, memory),
    isFatal: (error) => poller.isFatal(error),
    options,
    room,
    hasTime: () =>
      performance.now() - startedAt < CHANGES.maxMilliseconds && poller.calls < CHANGES.maxCalls,
    ...(governor && { governor }),
  });
  for (const { name, error } of outcome.failures) {
    logger.error(`${name} could not be read: ${messageOf(error)}`);
  }
  for (const warning of outcome.warnings) logger.warn(warning);
  const after = poller.withoutFailed?.(outcome.state, outcome.failures) ?? outcome.state;
  logger.info(summary({ ...outcome, state: after }, names, poller));
  if (governor && outcome.isPaused) logger.warn(pauseText(governor));
  return { ...outcome, state: after };
}

function startingState(kept: Kept, stamp: Stamp, logger: ActionLogger): PollState {
  const fresh: PollState = { version: 1, stamp, subjects: {} };
  if (kept.kind === "unknown") {
    logger.warn("What the trigger kept is not to be understood. It begins anew.");
  }
  if (kept.kind !== "state") return fresh;
  const { state, warnings } = kept;
  for (const warning of warnings) logger.warn(warning);
  if (!isSameOrganization(state.stamp, stamp)) {
    logger.warn(
      "The connection leads to another organization than at the last poll. The trigger begins anew there.",
    );
    return fresh;
  }
  const { ownUser, ...rest } = state;
  const isSameGrant = state.stamp.grant === stamp.grant;
  const next = { ...rest, ...(isSameGrant && ownUser !== undefined && { ownUser }), stamp };
  if (state.stamp.wish === stamp.wish) return next;
  logger.warn(
    "Fields or Filter differ from the last poll. Changes are told of as they are from now on.",
  );
  const subjects = Object.entries(state.subjects);
  return {
    ...next,
    subjects: Object.fromEntries(subjects.map(([name, one]) => [name, underOtherWish(one)])),
  };
}

/** Hosts differ between data centers and environments. An id that may not be read is taken for the same. */
function isSameOrganization(before: Stamp, now: Stamp): boolean {
  const [hostBefore = "", idBefore = ""] = before.organization.split(" ");
  const [host = "", id = ""] = now.organization.split(" ");
  return hostBefore === host && (idBefore === id || idBefore === "" || id === "");
}

/**
 * The subjects of today: those of yesterday go on, and after the official connector all of them. Of all modules,
 * one that is missing today may be back tomorrow.
 */
function continued(state: PollState, kept: Kept, names: readonly string[]): PollState {
  if (kept.kind === "official") {
    const subjects = names.map((name) => [name, fromOfficial(kept.second)] as const);
    return { ...state, subjects: Object.fromEntries(subjects) };
  }
  const known = Object.entries(state.subjects).filter(
    ([name]) => state.all || names.includes(name),
  );
  return { ...state, subjects: Object.fromEntries(known) };
}

/** Modules that were not polled before begin now, and those that are no longer polled are forgotten. */
function tellOfOthers(kept: Kept, names: readonly string[], logger: ActionLogger): void {
  if (kept.kind !== "state" || kept.state.all) return;
  const before = Object.keys(kept.state.subjects);
  const joined = names.filter((name) => !before.includes(name));
  const left = before.filter((name) => !names.includes(name));
  if (before.length === 0 || joined.length + left.length === 0) return;
  const parts = [
    ...(joined.length > 0 ? [`${joined.join(", ")} begin anew`] : []),
    ...(left.length > 0 ? [`${left.join(", ")} are no longer polled`] : []),
  ];
  logger.warn(`What is polled differs from the last poll: ${parts.join("; ")}.`);
}

function summary(outcome: RunOutcome, names: readonly string[], poller: Poller): string {
  const { changes, state, window, hasMore } = outcome;
  const parts = [`${state.stamp.organization}: ${names.join(", ")}`];
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

function pauseText({ usage, state }: Governor): string {
  const { usedShare = null, allowance = null } = usage ?? {};
  const used = usedShare === null ? "" : `${Math.round(usedShare * 1000) / 10} % `;
  const of =
    allowance === null ? "of the day's calls" : `of ${allowance} calls or credits of a day`;
  const next = new Date(state.pausedUntil ?? Date.now()).toISOString().slice(0, 19);
  return `Paused: ${used}${of} are used. Nothing is read before ${next}Z; nothing is lost by that.`;
}

const timeText = (second: number): string => new Date(second * 1000).toISOString().slice(0, 19);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
