import type { TriggerPayload } from "@prismatic-io/spectral";
import { type CrmClient, crmClient } from "../../crm/client";
import { assertValid } from "../../inputs/deferInputErrors";
import { cursorAt, parsePollState, type StoredState, type StreamState } from "../../sync/state";
import { isContinuation, pollChanges } from "../polling/runPoll";
import { baselineFor } from "./baseline";
import {
  type RecordEventParams,
  recordEventPoll,
  type UncheckedEventParams,
} from "./recordEventInputs";
import { type EventPage, NO_EVENTS, toPage } from "./recordEventPage";
import { type EventContext, RecordEventState } from "./recordEventState";

type SyncParams = UncheckedEventParams & { lookBackDate: number | undefined };

/**
 * The initial sync of the first deployment: all records since a date, page by page. If it is interrupted,
 * scheduled runs or the next deployment bring the rest. Once complete, it returns nothing.
 */
export async function syncInitially(
  context: EventContext,
  payload: TriggerPayload,
  { lookBackDate, ...params }: SyncParams,
): Promise<EventPage> {
  assertValid(params);
  const client = crmClient(params.connection, context);
  const state = new RecordEventState(context, params);
  const isContinued = isContinuation(payload);
  if (!isContinued && (lookBackDate === undefined || state.isSynced)) return NO_EVENTS;
  const { changes, hasMore, isPaused, failures, ...outcome } = await pollChanges({
    ...recordEventPoll(client, params),
    stored: isContinued
      ? parsePollState(payload.paginationState)
      : await initialState(client, context, { params, state, lookBack: lookBackDate ?? 0 }),
    isContinuation: isContinued,
    logger: context.logger,
  });
  const isSynced = !hasMore && !isPaused && failures.length === 0;
  state.save(outcome.state, { isSynced });
  return toPage(changes, { next: hasMore ? outcome.state : null, isContinued });
}

/**
 * Starts every module at the date, or where it was delivered to if that is earlier. The baseline remains
 * the start of scheduled runs, even if the sync fails.
 */
async function initialState(
  client: CrmClient,
  context: EventContext,
  sync: { params: RecordEventParams; state: RecordEventState; lookBack: number },
): Promise<StoredState> {
  const { params, state, lookBack } = sync;
  const stored = parsePollState(state.channels.deployed?.baseline);
  const baseline =
    stored.kind === "state" ? stored.state : await baselineFor(client, context, params);
  const streams = Object.keys(baseline.streams).map((name): [string, StreamState] => {
    const before = state.streams[name] ?? baseline.streams[name] ?? {};
    const { records: delivered, plan: _readAgain, ...rest } = before;
    const from = Math.min(lookBack, delivered?.watermark ?? lookBack);
    return [name, { ...rest, records: cursorAt(from, { isBackfill: true }) }];
  });
  const started = { ...baseline, streams: Object.fromEntries(streams) };
  return { kind: "state", state: started, warnings: [] };
}
