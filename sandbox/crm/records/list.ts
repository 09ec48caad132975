import { type Clock, formatTime } from "../../clock";
import { noContent, notModified, ok, type Reply } from "../../http";
import type { PageStart } from "../../state/pageTokens";
import type { StoredRecord } from "../../state/recordStore";
import type { SandboxState } from "../../state/sandboxState";
import type { Module } from "../../state/schema/modules";
import { getPosition } from "../../state/sortedRecords";
import { RequestError } from "../errors";
import { type CrmRequest, requireModule } from "../request";
import { boundParameters, type ListParameters, parseListParameters } from "./listParameters";
import { getPageStart } from "./pageStart";
import { renderListRow } from "./render";
import { isInView, matchesConverted } from "./views";

/** A call of the list. */
interface Listing {
  state: SandboxState;
  module: Module;
  request: CrmRequest;
  parameters: ListParameters;
  now: number;
}

function matches({ module, request, parameters, now }: Listing, record: StoredRecord): boolean {
  if (parameters.ids && !parameters.ids.includes(record.id)) return false;
  if (!matchesConverted(module, parameters.converted, record)) return false;
  if (parameters.modifiedSince !== undefined && record.modifiedAt <= parameters.modifiedSince)
    return false;
  return isInView(parameters.customView, record, request.caller.userId, now);
}

/** The records that the list may contain, in order, from the start of the page. */
function* candidates(
  { state, module, parameters }: Listing,
  start: PageStart,
): Generator<StoredRecord> {
  const store = state.store(module);
  const { sortKey, descending, ids } = parameters;
  if (!ids) {
    yield* state.listView.walk(module.apiName, store, sortKey, descending, start.after);
    return;
  }
  const found = ids.flatMap((id) => state.listView.get(module.apiName, store, id) ?? []);
  const order = new Map(found.map((record) => [record.id, getPosition(record, sortKey)]));
  const key = (record: StoredRecord): number => order.get(record.id)?.key ?? 0;
  const rising = [...new Set(found)].sort((a, b) => key(a) - key(b) || (a.id < b.id ? -1 : 1));
  const inOrder = descending ? rising.reverse() : rising;
  const begin = start.after ? inOrder.findIndex(({ id }) => id === start.after?.id) + 1 : 0;
  yield* inOrder.slice(begin);
}

function readPage(listing: Listing, start: PageStart): { rows: StoredRecord[]; more: boolean } {
  const rows: StoredRecord[] = [];
  let toSkip = start.skip;
  for (const record of candidates(listing, start)) {
    if (!matches(listing, record)) continue;
    if (toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    if (rows.length === listing.parameters.perPage) return { rows, more: true };
    rows.push(record);
  }
  return { rows, more: false };
}

function pageTokens(listing: Listing, start: PageStart, last: StoredRecord, more: boolean) {
  const { state, request, parameters, now } = listing;
  const issue = (to: PageStart): string => {
    const parameters = `${request.path} ${boundParameters(request.query)}`;
    const { userId } = request.caller;
    return state.pageTokens.issue({ start: to, userId, parameters }, now);
  };
  const next: PageStart = {
    after: getPosition(last, parameters.sortKey),
    skip: 0,
    served: start.served + parameters.perPage,
    previous: start,
  };
  const expiry = formatTime(state.pageTokens.expiry(now), state.variants.timeOffset);
  return {
    next_page_token: more ? issue(next) : null,
    previous_page_token: start.previous ? issue(start.previous) : null,
    page_token_expiry: more || start.previous ? expiry : null,
  };
}

/** Only administrators may list all notes (facts 6). */
function requireAdministratorForNotes(
  state: SandboxState,
  module: Module,
  request: CrmRequest,
): void {
  if (module.apiName !== "Notes" || state.user(request.caller.userId)?.administrator) return;
  throw new RequestError(403, "NOT_SUPPORTED", "permission denied", { resource_path_index: 0 });
}

/** `GET /{module}` (facts 3.1). */
export function listRecords(state: SandboxState, request: CrmRequest, clock: Clock): Reply {
  const module = requireModule(state, request.params.module);
  requireAdministratorForNotes(state, module, request);
  const parameters = parseListParameters(state, module, request);
  const listing: Listing = { state, module, request, parameters, now: clock.now() };
  const start = getPageStart(state, request, parameters, listing.now);
  const { rows, more } = readPage(listing, start);
  const last = rows.at(-1);
  if (!last) {
    const unmodified = parameters.modifiedSince !== undefined;
    return unmodified && state.variants.notModifiedStatus === "304" ? notModified() : noContent();
  }
  const { perPage, sortKey, descending } = parameters;
  return ok({
    data: rows.map((record) => renderListRow(state, parameters.fields, record)),
    info: {
      call: false,
      per_page: perPage,
      ...pageTokens(listing, start, last, more),
      count: rows.length,
      sort_by: sortKey,
      page: start.served / perPage + 1,
      sort_order: descending ? "desc" : "asc",
      email: false,
      more_records: more,
    },
  });
}
