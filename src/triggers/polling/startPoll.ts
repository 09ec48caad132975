import type { ActionLogger } from "@prismatic-io/spectral";
import { InputError } from "../../client/errors/errors";
import type { Poller } from "../../sync/poller";
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

/**
 * The state that an execution goes on from, and what it reads. A state that is not to be understood, or of
 * another organization, begins anew with a warning; on a later page of a run it is an InputError.
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
  const { ownUser, ...rest } = state;
  const isSameGrant = state.identity.grant === identity.grant;
  const next = { ...rest, ...(isSameGrant && ownUser !== undefined && { ownUser }), identity };
  if (state.identity.queryKey === identity.queryKey) return next;
  logger.warn("Fields or Filter differ from the last poll. They apply to changes from now on.");
  const streams = Object.entries(state.streams);
  return {
    ...next,
    streams: Object.fromEntries(streams.map(([name, one]) => [name, afterQueryChanged(one)])),
  };
}

/**
 * The subjects of today: those of yesterday go on, and after the official connector all of them. Of all modules,
 * one that is missing today may be back tomorrow.
 */
function selectStreams(state: PollState, stored: StoredState, names: readonly string[]): PollState {
  if (stored.kind === "official") {
    const streams = names.map((name) => [name, fromOfficial(stored.second)] as const);
    return { ...state, streams: Object.fromEntries(streams) };
  }
  const known = Object.entries(state.streams).filter(([name]) => state.all || names.includes(name));
  return { ...state, streams: Object.fromEntries(known) };
}

/** Modules that were not polled before begin now, and those that are no longer polled are forgotten. */
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
