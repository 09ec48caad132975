import type { TriggerPayload } from "@prismatic-io/spectral";
import { type CrmClient, crmClient } from "../../crm/client";
import { assertValid } from "../../inputs/deferInputErrors";
import { cursorAt, parsePollState, type StoredState, type StreamState } from "../../sync/state";
import { isContinuation } from "../polling/pagedRun";
import { pollChanges } from "../polling/runPoll";
import { baselineFor } from "./baseline";
import { loadFlow, saveFlow } from "./flowChannels";
import {
  type RecordEventParams,
  recordEventPoll,
  type UncheckedEventParams,
} from "./recordEventInputs";
import { type EventPage, pageOf } from "./recordEventPage";
import { type EventContext, RecordEventState } from "./recordEventState";

type SyncParams = UncheckedEventParams & { lookBackDate: number | undefined };

/**
 * The initial sync of the first deployment: everything since the given date, page by page. What an interrupted
 * one has left is brought by the sweeps, or by the next deployment; one that finds it done returns nothing.
 */
export async function syncInitially(
  context: EventContext,
  payload: TriggerPayload,
  { lookBackDate, ...unchecked }: SyncParams,
): Promise<EventPage> {
  const params = assertValid(unchecked);
  const client = crmClient(params.connection, context);
  const state = new RecordEventState(context, params.operations.includes("delete"));
  const isContinued = isContinuation(payload);
  if (!isContinued && (lookBackDate === undefined || state.isSynced)) return NOTHING;
  const stored = isContinued
    ? parsePollState(payload.paginationState)
    : await initialState(client, context, { params, state, lookBack: lookBackDate ?? 0 });
  const { poller, options, maxChanges } = recordEventPoll(client, params);
  const outcome = await pollChanges({
    ...{ poller, options, maxChanges, logger: context.logger },
    ...{ stored, isContinuation: isContinued },
  });
  const { hasMore, isPaused, failures } = outcome;
  const isSynced = !hasMore && !isPaused && failures.length === 0;
  state.keep(outcome.state, state.channels, { isSynced });
  return pageOf(outcome.changes, { next: hasMore ? { ...outcome.state } : null, isContinued });
}

const NOTHING: EventPage = { items: [], paginationState: null, polledNoChanges: true };

/**
 * Every module from the date on, or from where it was delivered to before that. What happens from here on belongs to
 * the sweeps, whatever becomes of the sync.
 */
async function initialState(
  client: CrmClient,
  context: EventContext,
  sync: { params: RecordEventParams; state: RecordEventState; lookBack: number },
): Promise<StoredState> {
  const { params, state, lookBack } = sync;
  const stored = loadFlow(context);
  const baseline = stored?.baseline ?? (await baselineFor(client, context, params));
  if (!stored?.baseline) saveFlow(context, { version: 1, channels: [], ...stored, baseline });
  const streams = Object.keys(baseline.streams).map((name): [string, StreamState] => {
    const before = state.streams[name] ?? baseline.streams[name] ?? {};
    const { records: delivered, plan: _anew, ...ends } = before;
    const from = Math.min(lookBack, delivered?.watermark ?? lookBack);
    return [name, { ...ends, records: cursorAt(from, { isBackfill: true }) }];
  });
  const begun = { ...baseline, streams: Object.fromEntries(streams) };
  return { kind: "state", state: begun, warnings: [] };
}
