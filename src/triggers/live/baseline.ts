import { InputError, isFailure, messageOf } from "../../client/errors/errors";
import type { CallContext } from "../../client/request";
import { type CrmClient, crmClient } from "../../crm/client";
import { LIVE_EVENTS } from "../../limits";
import type { Poller } from "../../sync/poll";
import {
  cursorAt,
  isSameOrganization,
  type PollState,
  parsePollState,
  type StreamState,
} from "../../sync/state";
import { cursorAtNow } from "../../sync/window";
import { type RecordEventParams, recordEventPoll } from "./recordEventInputs";

/**
 * The poll state of a flow at its deployment: modules that it already had keep their start, new ones start
 * now. Throws for fields and filters that cannot be used.
 */
export async function baselineFor(
  client: CrmClient,
  context: CallContext,
  params: RecordEventParams,
  stored?: unknown,
): Promise<PollState> {
  const includeDeleted = params.operations.includes("delete");
  const { poller } = recordEventPoll(client, params);
  const parsed = parsePollState(stored);
  const before = parsed.kind === "state" ? parsed.state : undefined;
  const identity = await poller.identify(before?.identity);
  const isSame = before !== undefined && isSameOrganization(before.identity, identity);
  const { state, names } = await poller.prepare({ version: 1, identity, streams: {} });
  // With a deadline of its own, so that slow modules leave time to open the channels.
  const deadline = { deadlineMs: LIVE_EVENTS.baselineMs };
  const starter = recordEventPoll(crmClient(params.connection, context, deadline), params).poller;
  const streams: Record<string, StreamState> = {};
  for (const name of names) {
    const known = isSame ? before.streams[name] : undefined;
    const { deletions, ...records } = known ?? (await startStream(client, starter, name));
    const now = Math.floor(client.zohoNowMs / 1000);
    // Deletions start when they are wanted, not when the module was added.
    streams[name] = includeDeleted
      ? { ...records, deletions: deletions ?? cursorAt(now) }
      : records;
  }
  return { ...state, streams };
}

/** If the module cannot be read in time, changes from earlier in this second count as new. */
async function startStream(client: CrmClient, poller: Poller, name: string): Promise<StreamState> {
  const second = Math.floor(client.zohoNowMs / 1000);
  try {
    const stream = await poller.open(name, undefined);
    if ("readAll" in stream.records) return {};
    return {
      records: await cursorAtNow(stream.records, client.zohoNowMs),
      plan: stream.cachedPlan(true),
    };
  } catch (error) {
    if (error instanceof InputError || isFailure(error, "ZOHO_QUERY_INVALID")) throw error;
    client.logger.warn(
      `${name} could not be read; its changes are delivered from this second on. ${messageOf(error)}`,
    );
    return { records: cursorAt(second) };
  }
}
