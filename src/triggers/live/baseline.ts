import { InputError, isFailure, messageOf } from "../../client/errors/errors";
import type { CallContext } from "../../client/zohoClient";
import { type CrmClient, crmClient } from "../../crm/client";
import { LIVE_EVENTS } from "../../limits";
import type { Poller } from "../../sync/poller";
import { cursorAt, isSameOrganization, type PollState, type StreamState } from "../../sync/state";
import { cursorAtNow } from "../../sync/window";
import { type RecordEventParams, recordEventPoll } from "./recordEventInputs";

/**
 * Where a flow stands at its deployment: modules that it had before go on from where they began, the others begin
 * now. Throws for fields and filters that cannot be used.
 */
export async function baselineFor(
  client: CrmClient,
  context: CallContext,
  params: RecordEventParams,
  before?: PollState,
): Promise<PollState> {
  const includeDeleted = params.operations.includes("delete");
  const { poller } = recordEventPoll(client, params);
  const identity = await poller.identify(before?.identity);
  const isSame = before !== undefined && isSameOrganization(before.identity, identity);
  const empty: PollState = { version: 1, identity, streams: {} };
  const { state, names } = await poller.prepare(empty);
  // One that hangs must not take the time in which the channels are opened.
  const looking = crmClient(params.connection, context, { deadlineMs: LIVE_EVENTS.baselineMs });
  const looker = recordEventPoll(looking, params).poller;
  const streams: Record<string, StreamState> = {};
  for (const name of names) {
    const known = isSame ? before?.streams[name] : undefined;
    const { deletions, ...records } = known ?? (await startStream(client, looker, name));
    const now = Math.floor(client.zohoNowMs / 1000);
    // Deletions that nobody wants at the time are not told of later.
    streams[name] = {
      ...records,
      ...(includeDeleted && { deletions: deletions ?? cursorAt(now) }),
    };
  }
  return { ...state, streams };
}

/** Without the time to look, what was changed earlier in this second counts as changed now. */
async function startStream(client: CrmClient, poller: Poller, name: string): Promise<StreamState> {
  const second = Math.floor(client.zohoNowMs / 1000);
  try {
    const { stream, cachedPlan } = await poller.open(name, undefined);
    if ("readAll" in stream.records) return {};
    return { records: await cursorAtNow(stream.records, client.zohoNowMs), plan: cachedPlan(true) };
  } catch (error) {
    if (error instanceof InputError || isFailure(error, "ZOHO_QUERY_INVALID")) throw error;
    client.logger.warn(
      `${name} could not be looked at, and is read from now on. ${messageOf(error)}`,
    );
    return { records: cursorAt(second) };
  }
}
