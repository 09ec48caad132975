import type { ActionContext } from "@prismatic-io/spectral";
import { isObject } from "../../client/replyErrors";
import { keptFlowIn } from "../../crm/channels/keptChannels";
import { LIVE_EVENTS } from "../../limits";
import type { SubjectState } from "../../sync/poll";
import { keptState, type PollState } from "../../sync/pollState";
import { keptFlow } from "./flowChannels";
import type { KeptChannels } from "./recordEventChannels";

interface PollingState {
  getState(): Record<string, unknown>;
  setState(state: Record<string, unknown>): void;
}

/** The context of a trigger whose executions are batched. */
export type EventContext = ActionContext & { polling: PollingState };

/**
 * What a flow keeps: how far its modules were delivered and its channels, in the state of the flow. Until the
 * first sweep, and for modules that a deployment added, it begins where the handler of that deployment stood.
 */
export class RecordEventState {
  readonly channels: KeptChannels;
  /** How far the modules were delivered, for `startPoll`. */
  readonly poll: Record<string, unknown>;
  readonly #polling: PollingState;
  readonly #loadedAt = performance.now();
  readonly #notes: Notes;
  readonly #isSynced: boolean;

  constructor(context: EventContext, wantsDeletions: boolean) {
    this.#polling = context.polling;
    const { live, ...poll } = context.polling.getState();
    const own = isObject(live) ? live : {};
    this.#notes = notesIn(own.notes);
    this.#isSynced = own.isSynced === true;
    const deployed = keptFlow(context);
    this.channels = newest(keptFlowIn(own.channels), deployed) ?? { channels: [] };
    this.poll = sinceBaseline(poll, deployed?.baseline, wantsDeletions);
  }

  /** The modules that were read before. */
  get modules(): string[] {
    return Object.keys(isObject(this.poll.subjects) ? this.poll.subjects : {});
  }

  /** Nothing is to be asked for the sake of API credits. */
  get isPaused(): boolean {
    const { governor } = this.poll;
    return isObject(governor) && Number(governor.pausedUntil ?? 0) > Date.now();
  }

  /** Whether the initial sync has come to its end, be it at an earlier deployment. */
  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** Keeps how far a sweep or an initial sync came. */
  keep(state: PollState, channels: KeptChannels, { isSynced = this.#isSynced } = {}): void {
    // What is left of a run is for its next page alone: a run of its own looks at every module again.
    const { pending: _ofThisRun, ...poll } = state;
    this.#save(poll, { channels, isSynced, notes: this.#notes });
  }

  /** Keeps what a notification delivered, unless such executions had their share of the minute. */
  note(state: PollState, channels: KeptChannels): void {
    const now = Date.now();
    const isSameMinute = Math.abs(now - this.#notes.since) < MINUTE_MS;
    const { since, tookMs } = isSameMinute ? this.#notes : { since: now, tookMs: 0 };
    if (tookMs >= LIVE_EVENTS.maxNotingMsPerMinute) return;
    const notes = { since, tookMs: tookMs + Math.round(performance.now() - this.#loadedAt) };
    this.#save(state, { channels, isSynced: this.#isSynced, notes });
  }

  #save(
    poll: Omit<PollState, "pending">,
    { channels, isSynced, notes }: { channels: KeptChannels; isSynced: boolean; notes: Notes },
  ): void {
    const live = {
      channels: { version: 1, ...channels },
      ...(isSynced && { isSynced }),
      notes,
    };
    this.#polling.setState({ ...poll, live });
  }
}

const MINUTE_MS = 60_000;

/** How long executions took that wrote down what they delivered, since a moment (milliseconds since 1970). */
interface Notes {
  since: number;
  tookMs: number;
}

function notesIn(value: unknown): Notes {
  const { since, tookMs } = isObject(value) ? value : {};
  const isUsable = typeof since === "number" && typeof tookMs === "number";
  return isUsable ? { since, tookMs } : { since: 0, tookMs: 0 };
}

/** Who asked for channels last knows them best: the last deployment, or a sweep since. */
function newest(
  one: KeptChannels | undefined,
  other: KeptChannels | undefined,
): KeptChannels | undefined {
  const kept = (one?.askedAt ?? 0) > (other?.askedAt ?? 0) ? one : (other ?? one);
  if (!kept) return undefined;
  const { channels, without, askedAt } = kept;
  return {
    channels,
    ...(without && { without }),
    ...(askedAt !== undefined && { askedAt }),
  };
}

/** The state of the polls with what the last deployment says of what it knows nothing of. */
function sinceBaseline(
  kept: Record<string, unknown>,
  baseline: PollState | undefined,
  wantsDeletions: boolean,
): Record<string, unknown> {
  if (!baseline) return kept;
  const read = keptState(kept);
  const isOfIt =
    read.kind === "state" && read.state.stamp.organization === baseline.stamp.organization;
  const before = isOfIt ? read.state : { ...baseline, subjects: {} };
  const known: Record<string, SubjectState> = before.subjects;
  const names = [...new Set([...Object.keys(known), ...Object.keys(baseline.subjects)])];
  const subjects = names.map((name) => {
    const begun = baseline.subjects[name];
    const { deletions = begun?.deletions, ...one } = known[name] ?? begun ?? {};
    return [name, { ...one, ...(wantsDeletions && deletions && { deletions }) }];
  });
  return { ...before, subjects: Object.fromEntries(subjects) };
}
