import type { ActionContext } from "@prismatic-io/spectral";
import * as v from "valibot";
import { LIVE_EVENTS } from "../../limits";
import { parseOr } from "../../shared/schema";
import {
  isSameOrganization,
  type PollState,
  parsePollState,
  type StoredState,
  type StreamState,
} from "../../sync/state";
import { withoutPageState } from "../polling/runPoll";
import type { FlowChannels } from "./flowChannels";
import { recordEventChannels } from "./recordEventChannels";
import type { RecordEventParams } from "./recordEventInputs";

interface PollingState {
  getState(): Record<string, unknown>;
  setState(state: Record<string, unknown>): void;
}

/** The context of a trigger whose executions are batched. */
export type EventContext = ActionContext & { polling: PollingState };

const COUNT = v.fallback(v.number(), 0);

/** What executions store beside the poll state. Times are local, in milliseconds since 1970. */
const LIVE_STATE = v.object({
  channels: v.optional(v.unknown()),
  /** When the last scheduled run was saved; 0 = none was. */
  polledAt: COUNT,
  /** The initial sync, perhaps of an earlier deployment, is complete. */
  isSynced: v.fallback(v.boolean(), false),
  /** The deployment whose baseline the poll state includes. */
  deployedAt: v.fallback(v.number(), 0),
  /** What notifications have saved since the last scheduled run: how often, for how long, and when. */
  notifiedWrites: v.fallback(v.object({ count: COUNT, tookMs: COUNT, at: COUNT }), {
    count: 0,
    tookMs: 0,
    at: 0,
  }),
});

type LiveState = v.InferOutput<typeof LIVE_STATE>;

/**
 * What executions store in the state of the flow: the poll state and the channels. Until the first
 * scheduled run, and for modules that a deployment added, the poll state starts from the baseline.
 */
export class RecordEventState {
  readonly channels: FlowChannels;
  /** How far the modules were delivered. */
  readonly poll: StoredState;
  readonly #polling: PollingState;
  readonly #live: LiveState;
  readonly #loadedAt = performance.now();

  constructor(context: EventContext, params: RecordEventParams) {
    this.#polling = context.polling;
    const { live, ...poll } = context.polling.getState();
    this.#live = parseOr(LIVE_STATE, live) ?? v.parse(LIVE_STATE, {});
    this.channels = recordEventChannels(context, params, this.#live.channels);
    const stored = parsePollState(poll);
    const { deployedAt = 0, baseline } = this.channels.deployed ?? {};
    const isIncluded = deployedAt !== 0 && deployedAt === this.#live.deployedAt;
    const includeDeleted = params.operations.includes("delete");
    this.poll = isIncluded
      ? stored
      : withBaseline(stored, parsePollState(baseline), includeDeleted);
  }

  /** How far each module was delivered. */
  get streams(): Record<string, StreamState> {
    return this.poll.kind === "state" ? this.poll.state.streams : {};
  }

  /** The initial sync, perhaps of an earlier deployment, is complete. */
  get isSynced(): boolean {
    return this.#live.isSynced;
  }

  /** Whether a scheduled run or an initial sync was saved less than that long ago. */
  wasPolledWithin(milliseconds: number): boolean {
    return Math.abs(Date.now() - this.#live.polledAt) < milliseconds;
  }

  /** Saves a scheduled run or an initial sync. Notifications may then save again. */
  save(state: PollState, { isSynced = this.isSynced } = {}): void {
    this.#save(withoutPageState(state), { isSynced, polledAt: Date.now() });
  }

  /**
   * Saves what a notification delivered, unless notifications save too often: then scheduled runs would
   * never be saved, since overlapping executions overwrite each other.
   */
  saveNotified(state: PollState, { isRenewed }: { isRenewed: boolean }): void {
    if (!this.#mayWrite && !isRenewed) return;
    const { count, tookMs } = this.#live.notifiedWrites;
    const took = Math.round(performance.now() - this.#loadedAt);
    const notifiedWrites = { count: count + 1, tookMs: tookMs + took, at: Date.now() };
    const { isSynced, polledAt } = this.#live;
    this.#save(state, { isSynced, polledAt, notifiedWrites });
  }

  get #mayWrite(): boolean {
    const { atOnceMs, share, maxPerSweep, apartMs } = LIVE_EVENTS.notifiedWrites;
    const { count, tookMs, at } = this.#live.notifiedWrites;
    const now = Date.now();
    if (Math.abs(now - at) >= apartMs) return true;
    const sincePollMs = Math.max(0, now - (this.#live.polledAt || at));
    return count < maxPerSweep && tookMs < atOnceMs + share * sincePollMs;
  }

  #save(poll: PollState, live: Partial<LiveState>): void {
    const { stored: channels, deployed } = this.channels;
    const { deployedAt } = deployed ?? {};
    this.#polling.setState({ ...poll, live: { ...live, channels, deployedAt } });
  }
}

/** The polling state, with the deployment's baseline for streams it does not know. */
function withBaseline(
  stored: StoredState,
  baseline: StoredState,
  includeDeleted: boolean,
): StoredState {
  if (baseline.kind !== "state") return stored;
  const { identity } = baseline.state;
  const isKnown = stored.kind === "state" && isSameOrganization(stored.state.identity, identity);
  const before: PollState = isKnown ? stored.state : { ...baseline.state, streams: {} };
  const names = new Set([...Object.keys(before.streams), ...Object.keys(baseline.state.streams)]);
  const streams = [...names].map((name): [string, StreamState] => {
    const initialState = baseline.state.streams[name];
    const stream = before.streams[name] ?? initialState ?? {};
    const deletions = stream.deletions ?? initialState?.deletions;
    return [name, { ...stream, deletions: includeDeleted ? deletions : undefined }];
  });
  return {
    kind: "state",
    state: { ...before, streams: Object.fromEntries(streams) },
    warnings: isKnown ? stored.warnings : [],
  };
}
