import { type Clock, formatTime } from "../../clock";
import type { JsonObject } from "../../http";
import type { PageStart } from "../../state/pageTokens";
import type { SandboxState } from "../../state/sandboxState";
import { boundParameters, parsePaging } from "../records/listParameters";
import { getPageStart } from "../records/pageStart";
import type { CrmRequest } from "../request";

/** A page of these rows, by number or token, with its `info` (facts 3.1, 3.10). */
export function pageRows<Row>(
  state: SandboxState,
  request: CrmRequest,
  clock: Clock,
  all: readonly Row[],
): { rows: readonly Row[]; info: JsonObject } {
  const now = clock.now();
  const requested = parsePaging(request.query);
  const start = getPageStart(state, request, requested, now);
  const end = start.served + requested.perPage;
  const rows = all.slice(start.served, end);
  const more = end < all.length;
  const issue = (to: PageStart): string => {
    const parameters = `${request.path} ${boundParameters(request.query)}`;
    return state.pageTokens.issue({ start: to, userId: request.caller.userId, parameters }, now);
  };
  const expiry = formatTime(state.pageTokens.expiry(now), state.variants.timeOffset);
  return {
    rows,
    info: {
      per_page: requested.perPage,
      next_page_token: more ? issue({ skip: end, served: end, previous: start }) : null,
      count: rows.length,
      page: start.served / requested.perPage + 1,
      previous_page_token: start.previous ? issue(start.previous) : null,
      page_token_expiry: more || start.previous ? expiry : null,
      more_records: more,
    },
  };
}
