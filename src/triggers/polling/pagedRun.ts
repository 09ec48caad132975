import type { TriggerPayload } from "@prismatic-io/spectral";
import { isObject } from "../../shared/json";
import type { PollState } from "../../sync/state";

/** Whether the platform asks for a further page of a run. */
export const isContinuation = ({ paginationState }: TriggerPayload): boolean =>
  isObject(paginationState) && Object.keys(paginationState).length > 0;

/** A state for the next run: what is left of a run is for its next page alone, a run of its own looks at everything. */
export function withoutPageState({ pending: _ofThisRun, ...state }: PollState): PollState {
  return state;
}
