import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { Variants } from "../../state/variants";
import { invalidValue } from "../errors";
import { renderRow } from "../records/render";
import { type BooksHandler, type BooksRequest, success } from "../request";
import { listKey } from "../schema/keys";
import type { ListRules, RecordType } from "../schema/recordType";
import type { BooksRecord } from "../state/recordStore";
import { localDate } from "../state/zonedTime";
import { filterByCondition } from "./filterBy";
import { queryFilters } from "./filters";
import { pageContext, parsePage, totalsFor } from "./page";
import { sinceCondition } from "./since";
import { parseSorting, sortRecords } from "./sort";
import type { Condition } from "./statuses";

const RESPONSE_OPTIONS = ["0", "1", "2", "3", "4"];
const WITHOUT_ROWS = ["2", "3"];

function matching(
  state: SandboxState,
  type: RecordType,
  { organization, query }: BooksRequest,
  { applied, scope, now }: { applied: string; scope: Condition | undefined; now: number },
): BooksRecord[] {
  const conditions = [
    scope,
    filterByCondition(organization, type, applied, now),
    sinceCondition(type, query, state.variants),
    ...queryFilters(organization, type, query),
  ].filter((condition) => condition !== undefined);
  return organization
    .store(type.value)
    .filter((record) => conditions.every((condition) => condition(record)));
}

function responseOption(type: RecordType, query: URLSearchParams): string {
  const option = type.value === "invoices" ? query.get("response_option") : null;
  if (option === null) return "0";
  if (!RESPONSE_OPTIONS.includes(option)) throw invalidValue("response_option");
  return option;
}

/** Sources disagree on whether lists of contact persons have pages (facts 3). */
function getContext(type: RecordType, variants: Variants): ListRules["context"] {
  const isUnpaged = variants.booksContactPersonPages === "whole";
  return type.value === "contactpersons" && isUnpaged ? "none" : type.list.context;
}

/** Lists records (facts 3). `scopeOf` restricts the list by the path. */
export const listRecords =
  (type: RecordType, makeScope?: (request: BooksRequest) => Condition): BooksHandler =>
  (state, request, clock) => {
    const { organization, query } = request;
    const now = clock.now();
    const page = parsePage(type, query);
    const option = responseOption(type, query);
    const applied = query.get("filter_by") || type.list.defaultFilter;
    const sorting = parseSorting(type, query, state.variants);
    const scope = makeScope?.(request);
    const all = sortRecords(matching(state, type, request, { applied, scope, now }), sorting);
    const isPaged = getContext(type, state.variants) !== "none";
    const start = isPaged ? (page.page - 1) * page.perPage : 0;
    const end = isPaged ? start + page.perPage : all.length;
    const today = localDate(now, organization.timeZone);
    const hasMore = end < all.length;
    const context = isPaged
      ? pageContext({ type, page, hasMore, applied, sorting, today })
      : undefined;
    const body: JsonObject = {};
    if (!WITHOUT_ROWS.includes(option)) {
      const rows = all.slice(start, end);
      body[listKey(type, state.variants)] = rows.map((record) =>
        renderRow(organization, type, record, now),
      );
    }
    if (context) body.page_context = { ...context, ...totalsFor(option, all) };
    return success("success", body);
  };
