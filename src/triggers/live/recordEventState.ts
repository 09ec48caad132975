import type { ActionContext } from "@prismatic-io/spectral";

import { parseStoredFlow } from "../../crm/channels/channel";
import { LIVE_EVENTS } from "../../limits";
import { isObject } from "../../shared/json";
import { isPaused } from "../../sync/creditBudget";
import {
  isSameOrganization,
  type PollState,
  parsePollState,
  type StoredState,
  type StreamState,
} from "../../sync/state";
import { withoutPageState } from "../polling/pagedRun";
import { loadFlow } from "./flowChannels";
import type { StoredChannels } from "./recordEventChannels";

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
  readonly channels: StoredChannels;
  /** How far the modules were delivered, for `startPoll`. */
  readonly poll: StoredState;
  /** When a sweep was kept last, in milliseconds since 1970; 0 = none was. */
  readonly polledAt: number;
  /** The initial sync has come to its end, be it at an earlier deployment. */
  readonly isSynced: boolean;
  readonly #polling: PollingState;
  readonly #loadedAt = performance.now();
  readonly #deployedAt: number | undefined;
  readonly #notifiedWrites: NotifiedWrites;

  constructor(context: EventContext, includeDeleted: boolean) {
    this.#polling = context.polling;
    const { live, ...poll } = context.polling.getState();
    const own = isObject(live) ? live : {};
    this.polledAt = timeIn(own.polledAt);
    this.isSynced = own.isSynced === true;
    this.#notifiedWrites = parseNotifiedWrites(own.notifiedWrites);
    const deployed = loadFlow(context);
    this.#deployedAt = deployed?.deployedAt;
    this.channels = latest(parseStoredFlow(own.channels), deployed) ?? { channels: [] };
    const isTaken = deployed?.deployedAt !== undefined && own.deployedAt === deployed.deployedAt;
    const stored = parsePollState(poll);
    this.poll = isTaken ? stored : withBaseline(stored, deployed?.baseline, includeDeleted);
  }

  /** How far each module was delivered. */
  get streams(): Record<string, StreamState> {
    return this.poll.kind === "state" ? this.poll.state.streams : {};
  }

  /** Nothing is to be asked for the sake of API credits. */
  get isPaused(): boolean {
    return this.poll.kind === "state" && isPaused(this.poll.state.creditBudget);
  }

  /** Keeps how far a sweep or an initial sync came. Notifications may write again. */
  keep(state: PollState, channels: StoredChannels, { isSynced = this.isSynced } = {}): void {
    this.#save(withoutPageState(state), { channels, isSynced, polledAt: Date.now() });
  }

  /** Keeps what a notification delivered, unless too many do that for a sweep to be kept. */
  saveNotified(state: PollState, channels: StoredChannels): void {
    if (!this.#mayWrite && channels === this.channels) return;
    const { count, tookMs } = this.#notifiedWrites;
    const took = Math.round(performance.now() - this.#loadedAt);
    const notifiedWrites = { count: count + 1, tookMs: tookMs + took, at: Date.now() };
    this.#save(state, {
      channels,
      isSynced: this.isSynced,
      polledAt: this.polledAt,
      notifiedWrites,
    });
  }

  get #mayWrite(): boolean {
    const { atOnceMs, share, maxPerSweep, apartMs } = LIVE_EVENTS.notifiedWrites;
    const { count, tookMs, at } = this.#notifiedWrites;
    const now = Date.now();
    if (Math.abs(now - at) >= apartMs) return true;
    const sinceSweepMs = Math.max(0, now - (this.polledAt || at));
    return count < maxPerSweep && tookMs < atOnceMs + share * sinceSweepMs;
  }

  #save(
    poll: PollState,
    live: {
      channels: StoredChannels;
      isSynced: boolean;
      polledAt: number;
      notifiedWrites?: NotifiedWrites;
    },
  ): void {
    const { channels, isSynced, polledAt, notifiedWrites } = live;
    const stored = {
      channels: { version: 1, ...channels },
      polledAt,
      ...(isSynced && { isSynced }),
      ...(notifiedWrites && { notifiedWrites }),
      ...(this.#deployedAt !== undefined && { deployedAt: this.#deployedAt }),
    };
    this.#polling.setState({ ...poll, live: stored });
  }
}

/** What notifications have written since the last sweep: how often, for how long, and when last. */
interface NotifiedWrites {
  count: number;
  tookMs: number;
  at: number;
}

const parseNotifiedWrites = (value: unknown): NotifiedWrites => {
  const { count, tookMs, at } = isObject(value) ? value : {};
  return { count: timeIn(count), tookMs: timeIn(tookMs), at: timeIn(at) };
};

const timeIn = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Who asked for channels last knows them best: the last deployment, or a sweep since. */
function latest(
  one: StoredChannels | undefined,
  other: StoredChannels | undefined,
): StoredChannels | undefined {
  const stored = (one?.askedAt ?? 0) > (other?.askedAt ?? 0) ? one : (other ?? one);
  if (!stored) return undefined;
  const { channels, without, askedAt, refusedAt } = stored;
  return {
    channels,
    ...(without && { without }),
    ...(askedAt !== undefined && { askedAt }),
    ...(refusedAt !== undefined && { refusedAt }),
  };
}

/** The state of the polls with what the last deployment says of what it knows nothing of. */
function withBaseline(
  stored: StoredState,
  baseline: PollState | undefined,
  includeDeleted: boolean,
): StoredState {
  if (!baseline) return stored;
  const isOfIt =
    stored.kind === "state" && isSameOrganization(stored.state.identity, baseline.identity);
  const before = isOfIt ? stored.state : { ...baseline, streams: {} };
  const known: Record<string, StreamState> = before.streams;
  const names = [...new Set([...Object.keys(known), ...Object.keys(baseline.streams)])];
  const streams = names.map((name) => {
    const initialState = baseline.streams[name];
    const { deletions = initialState?.deletions, ...one } = known[name] ?? initialState ?? {};
    return [name, { ...one, ...(includeDeleted && deletions && { deletions }) }];
  });
  const warnings = isOfIt ? stored.warnings : [];
  return { kind: "state", state: { ...before, streams: Object.fromEntries(streams) }, warnings };
}
