import {
  type ActionContext,
  type ActionDisplayDefinition,
  type ActionInputParameters,
  type Inputs,
  pollingTrigger,
  type TriggerPayload,
} from "@prismatic-io/spectral";
import { CHANGES } from "../../limits";
import { isObject } from "../../shared/json";
import type { ChangeType } from "../../sync/changes";
import type { StreamChange } from "../../sync/poll";
import { parsePollState } from "../../sync/state";
import { examplePayload } from "../examplePayload";
import { isContinuation, withoutPageState } from "./pagedRun";
import { type PollRequest, pollChanges } from "./runPoll";

/** The lists of changes in the body, by what happened. */
const LISTS: readonly ChangeType[] = ["created", "updated", "restored", "converted", "deleted"];

type Body = Partial<Record<ChangeType, unknown[]>>;

/** A poll as the inputs of a trigger want it. */
export type PreparedPoll = Pick<PollRequest, "poller" | "options" | "maxChanges">;

interface ChangeTrigger<Own extends Inputs> {
  display: ActionDisplayDefinition;
  inputs: Own;
  /** The module or record type of every change, where lists hold the records themselves. */
  only?: string;
  /** An entry of a list, for the example payload. */
  example: Record<string, unknown>;
  prepare(context: ActionContext, params: ActionInputParameters<Own>): PreparedPoll;
}

/**
 * A trigger that polls for changes. Unbatched, the body holds lists by what happened; with batching, the
 * platform gets items of module, changeType and record, page by page.
 */
export function changeTrigger<Own extends Inputs>(definition: ChangeTrigger<Own>) {
  const { display, inputs, only, example, prepare } = definition;
  return pollingTrigger({
    display,
    inputs,
    triggerResolverSupport: "valid",
    batchConfig: CHANGES.batch,
    triggerResolver: {
      resolveItems: (_context, { payload }) => itemsOf(payload.body.data, only),
      getNextPaginationState: (_context, { payload }) => payload.paginationState ?? null,
    },
    examplePayload: {
      payload: examplePayload(exampleBody(example, only)),
      polledNoChanges: false,
    },
    perform: async (context, payload, params) => {
      const { poller, options, maxChanges } = prepare(context, params);
      const isBatched = context.batch?.enabled === true;
      const { paginationState } = payload;
      const isContinued = isContinuation(payload);
      const { changes, state, hasMore } = await pollChanges({
        poller,
        options,
        maxChanges: isBatched ? Math.min(maxChanges, CHANGES.maxRecordsPerPage) : maxChanges,
        stored: parsePollState(isContinued ? paginationState : context.polling.getState()),
        isContinuation: isContinued,
        logger: context.logger,
      });
      context.polling.setState({ ...withoutPageState(state) });
      const next = isBatched && hasMore ? { ...state } : undefined;
      const returned: TriggerPayload = {
        ...payload,
        paginationState: next,
        body: { data: bodyOf(changes, only, options.showDeleted) },
      };
      // On a page that the platform asked for, its run would never end.
      const polledNoChanges = changes.length === 0 && next === undefined && !isContinued;
      return { payload: returned, polledNoChanges };
    },
  });
}

/** Lists of records, or of `{module, record}` where several modules are polled. */
function bodyOf(
  changes: readonly StreamChange[],
  only: string | undefined,
  includeDeleted: boolean,
): Body {
  const isShown = (type: ChangeType): boolean =>
    includeDeleted ||
    type === "created" ||
    type === "updated" ||
    (only === undefined && type === "deleted");
  const body = LISTS.filter(isShown).map((type) => {
    const those = changes.filter((change) => change.type === type);
    const entries = those.map(({ name, row: { record } }) =>
      only === undefined ? { module: name, record } : record,
    );
    return [type, entries];
  });
  return Object.fromEntries(body);
}

const exampleBody = (entry: Record<string, unknown>, only: string | undefined): Body =>
  only === undefined
    ? { created: [], updated: [entry], deleted: [] }
    : { created: [entry], updated: [] };

/** One item a change, for batches. */
function itemsOf(body: unknown, only: string | undefined): unknown[] {
  if (!isObject(body)) return [];
  return LISTS.flatMap((changeType) => {
    const list = body[changeType];
    if (!Array.isArray(list)) return [];
    return list.map((entry: unknown) => {
      if (only !== undefined) return { module: only, changeType, record: entry };
      const { module, record } = isObject(entry) ? entry : {};
      return { module, changeType, record };
    });
  });
}
