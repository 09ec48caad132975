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
import type { PollRequest, StreamChange } from "../../sync/poll";
import { parsePollState } from "../../sync/state";
import { examplePayload } from "../examplePayload";
import { isContinuation, pollChanges, withoutPageState } from "./runPoll";

/** The lists in the body, in their order. */
const LISTS: readonly ChangeType[] = ["created", "updated", "restored", "converted", "deleted"];

type Body = Partial<Record<ChangeType, unknown[]>>;

interface ChangeTrigger<Own extends Inputs> {
  display: ActionDisplayDefinition;
  inputs: Own;
  /** The module or record type, if there is only one: lists then hold the records themselves. */
  only?: string;
  /** An entry of a list, for the example payload. */
  example: Record<string, unknown>;
  /** The poll that the inputs describe. */
  prepare(context: ActionContext, params: ActionInputParameters<Own>): PollRequest;
}

/**
 * A trigger that polls for changes. The body holds one list for each type of change; with batching,
 * the platform gets items of module, changeType and record, page by page.
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
      const poll = prepare(context, params);
      const isBatched = context.batch?.enabled === true;
      const isContinued = isContinuation(payload);
      const { changes, state, hasMore } = await pollChanges({
        ...poll,
        maxChanges: isBatched
          ? Math.min(poll.maxChanges, CHANGES.maxRecordsPerPage)
          : poll.maxChanges,
        stored: parsePollState(isContinued ? payload.paginationState : context.polling.getState()),
        isContinuation: isContinued,
        logger: context.logger,
      });
      context.polling.setState({ ...withoutPageState(state) });
      const paginationState = isBatched && hasMore ? { ...state } : undefined;
      const data = bodyOf(changes, only, poll.filter.showDeleted);
      // "No changes" on a page that the platform asked for would keep its run from ending.
      const polledNoChanges = changes.length === 0 && !paginationState && !isContinued;
      const returned: TriggerPayload = { ...payload, paginationState, body: { data } };
      return { payload: returned, polledNoChanges };
    },
  });
}

/** Lists of records, or of `{module, record}` if several modules can be polled. */
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

/** One item for each change, for batches. */
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
