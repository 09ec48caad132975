import type { ActionContext } from "@prismatic-io/spectral";
import { isObject } from "../../client/replyErrors";
import { keptFlowIn } from "../../crm/channels/keptChannels";
import { LIVE_EVENTS } from "../../limits";
import type { StreamState } from "../../sync/poll";
import { isSameOrganization, keptState, type PollState } from "../../sync/pollState";
import { betweenRuns } from "../pagedRun";
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
  /** When a sweep was kept last, in milliseconds since 1970; 0 = none was. */
  readonly sweptAt: number;
  /** The initial sync has come to its end, be it at an earlier deployment. */
  readonly isSynced: boolean;
  readonly #polling: PollingState;
  readonly #loadedAt = performance.now();
  readonly #deployedAt: number | undefined;
  readonly #notes: Notes;

  constructor(context: EventContext, wantsDeletions: boolean) {
    this.#polling = context.polling;
    const { live, ...poll } = context.polling.getState();
    const own = isObject(live) ? live : {};
    this.sweptAt = timeIn(own.sweptAt);
    this.isSynced = own.isSynced === true;
    this.#notes = notesIn(own.notes);
    const deployed = keptFlow(context);
    this.#deployedAt = deployed?.deployedAt;
    this.channels = newest(keptFlowIn(own.channels), deployed) ?? { channels: [] };
    const isTaken = deployed?.deployedAt !== undefined && own.deployedAt === deployed.deployedAt;
    this.poll = isTaken ? poll : sinceBaseline(poll, deployed?.baseline, wantsDeletions);
  }

  /** How far each module was delivered. */
  get streams(): Record<string, StreamState> {
    const read = keptState(this.poll);
    return read.kind === "state" ? read.state.streams : {};
  }

  /** Nothing is to be asked for the sake of API credits. */
  get isPaused(): boolean {
    const { creditBudget } = this.poll;
    return isObject(creditBudget) && Number(creditBudget.pausedUntil ?? 0) > Date.now();
  }

  /** Keeps how far a sweep or an initial sync came. Notifications may write again. */
  keep(state: PollState, channels: KeptChannels, { isSynced = this.isSynced } = {}): void {
    this.#save(betweenRuns(state), { channels, isSynced, sweptAt: Date.now() });
  }

  /** Keeps what a notification delivered, unless too many do that for a sweep to be kept. */
  note(state: PollState, channels: KeptChannels): void {
    if (!this.#mayNote && channels === this.channels) return;
    const { count, tookMs } = this.#notes;
    const took = Math.round(performance.now() - this.#loadedAt);
    const notes = { count: count + 1, tookMs: tookMs + took, at: Date.now() };
    this.#save(state, { channels, isSynced: this.isSynced, sweptAt: this.sweptAt, notes });
  }

  get #mayNote(): boolean {
    const { atOnceMs, share, maxPerSweep, apartMs } = LIVE_EVENTS.noting;
    const { count, tookMs, at } = this.#notes;
    const now = Date.now();
    if (Math.abs(now - at) >= apartMs) return true;
    const sinceSweepMs = Math.max(0, now - (this.sweptAt || at));
    return count < maxPerSweep && tookMs < atOnceMs + share * sinceSweepMs;
  }

  #save(
    poll: PollState,
    live: { channels: KeptChannels; isSynced: boolean; sweptAt: number; notes?: Notes },
  ): void {
    const { channels, isSynced, sweptAt, notes } = live;
    const kept = {
      channels: { version: 1, ...channels },
      sweptAt,
      ...(isSynced && { isSynced }),
      ...(notes && { notes }),
      ...(this.#deployedAt !== undefined && { deployedAt: this.#deployedAt }),
    };
    this.#polling.setState({ ...poll, live: kept });
  }
}

/** What notifications have written since the last sweep: how often, for how long, and when last. */
interface Notes {
  count: number;
  tookMs: number;
  at: number;
}

const notesIn = (value: unknown): Notes => {
  const { count, tookMs, at } = isObject(value) ? value : {};
  return { count: timeIn(count), tookMs: timeIn(tookMs), at: timeIn(at) };
};

const timeIn = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Who asked for channels last knows them best: the last deployment, or a sweep since. */
function newest(
  one: KeptChannels | undefined,
  other: KeptChannels | undefined,
): KeptChannels | undefined {
  const kept = (one?.askedAt ?? 0) > (other?.askedAt ?? 0) ? one : (other ?? one);
  if (!kept) return undefined;
  const { channels, without, askedAt, refusedAt } = kept;
  return {
    channels,
    ...(without && { without }),
    ...(askedAt !== undefined && { askedAt }),
    ...(refusedAt !== undefined && { refusedAt }),
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
    read.kind === "state" && isSameOrganization(read.state.identity, baseline.identity);
  const before = isOfIt ? read.state : { ...baseline, streams: {} };
  const known: Record<string, StreamState> = before.streams;
  const names = [...new Set([...Object.keys(known), ...Object.keys(baseline.streams)])];
  const streams = names.map((name) => {
    const begun = baseline.streams[name];
    const { deletions = begun?.deletions, ...one } = known[name] ?? begun ?? {};
    return [name, { ...one, ...(wantsDeletions && deletions && { deletions }) }];
  });
  return { ...before, streams: Object.fromEntries(streams) };
}
