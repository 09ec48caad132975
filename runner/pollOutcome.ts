import { DEFAULT_FLOW, type LogLine } from "./context";
import { Killed } from "./killSignal";
import { ContractError } from "./paginationGuard";
import { type DeployedFlow, getField, PollRun, type RunRequest } from "./pollRun";
import type { StateStore } from "./state";

export interface PollOutcome {
  /** "polled_no_changes" when no steps ran; absent when the trigger never came back. */
  resultType?: "completed" | "polled_no_changes";
  /** What the steps got and went through with: `body.data` unbatched, else the items in their order. */
  handedOver: unknown[];
  /** How often the trigger came back. */
  pages: number;
  logs: LogLine[];
  milliseconds: number;
  /** The size of the polling state afterwards. */
  stateBytes: number;
  killed: boolean;
  /** What the run failed with. */
  error?: unknown;
}

/** One run of a flow, its failure in its outcome. What breaks the platform's contract is thrown all the same. */
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
    ...{ resultType, pages, killed: false },
    handedOver: [...handedOver],
    logs: [...logs],
    milliseconds: performance.now() - startedAt,
    stateBytes: Buffer.byteLength(JSON.stringify(state ?? {})),
    ...failure,
  };
}

/** The polling state that is kept of a flow; undefined before there is any. */
export const getPollingState = (store: StateStore, stableId: string): unknown =>
  getField(store.load().flows[stableId]?.__prismaticInternal, "polling");
