import { DEFAULT_FLOW, type LogLine } from "./context";
import { Killed } from "./killSignal";
import { ContractError } from "./paginationGuard";
import { type DeployedFlow, getField, PollRun, type RunRequest } from "./pollRun";
import type { StateStore } from "./state";

export interface PollOutcome {
  /** "polled_no_changes" if no steps ran; absent if the trigger never returned. */
  resultType?: "completed" | "polled_no_changes";
  /** What the steps processed: `body.data`, or with batching the items in order. */
  handedOver: unknown[];
  /** How often the trigger returned. */
  pages: number;
  logs: LogLine[];
  milliseconds: number;
  /** Size of the polling state after the run. */
  stateBytes: number;
  killed: boolean;
  /** Why the run failed. */
  error?: unknown;
}

/** Runs a flow once. The outcome tells whether it failed; a ContractError is thrown. */
export async function runToOutcome(
  deployed: DeployedFlow,
  request: RunRequest,
): Promise<PollOutcome> {
  const startedAt = performance.now();
  const run = new PollRun(deployed, request);
  const failure = await run.toEnd().then(
    () => ({}),
    (error: unknown) => {
      if (error instanceof ContractError) throw error;
      return error instanceof Killed ? { killed: true } : { error };
    },
  );
  const { resultType, handedOver, pages, logs } = run;
  const { flow = DEFAULT_FLOW } = deployed.options;
  const state = getPollingState(deployed.store, flow.stableId);
  return {
    resultType,
    pages,
    killed: false,
    handedOver: [...handedOver],
    logs: [...logs],
    milliseconds: performance.now() - startedAt,
    stateBytes: Buffer.byteLength(JSON.stringify(state ?? {})),
    ...failure,
  };
}

/** The stored polling state of a flow, if there is one. */
export const getPollingState = (store: StateStore, stableId: string): unknown =>
  getField(store.load().flows[stableId]?.__prismaticInternal, "polling");
