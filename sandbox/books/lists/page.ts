import type { JsonObject } from "../../http";
import { asNumber } from "../effects/effects";
import { invalidValue } from "../errors";
import type { RecordType } from "../schema/recordType";
import type { BooksRecord } from "../state/recordStore";
import type { Sorting } from "./sort";

export interface Page {
  page: number;
  perPage: number;
}

const MAX_PER_PAGE = 200;

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^\d+$/.test(text) || Number(text) < 1) throw invalidValue(name);
  return Number(text);
}

/** `page` and `per_page`: at most 200 rows; 5000 for accounts (facts 3). */
export function parsePage(type: RecordType, query: URLSearchParams): Page {
  const limit = Math.max(MAX_PER_PAGE, type.list.perPage);
  const perPage = Math.min(wholeNumber(query, "per_page") ?? type.list.perPage, limit);
  return { page: wholeNumber(query, "page") ?? 1, perPage };
}

interface ContextFacts {
  type: RecordType;
  page: Page;
  hasMore: boolean;
  applied: string;
  sorting: Sorting;
  today: string;
}

/** `page_context` with the keys that live replies of this type have (facts 3). */
export function pageContext(facts: ContextFacts): JsonObject {
  const { type, page, hasMore, applied, sorting, today } = facts;
  const { context, reportName } = type.list;
  const start = {
    page: page.page,
    per_page: page.perPage,
    has_more_page: hasMore,
    report_name: reportName,
  };
  if (context === "short") return start;
  return {
    ...start,
    applied_filter: applied,
    ...(context === "taxes" && { as_of_date: today, to_date: today }),
    ...((context === "full" || context === "invoices") && { custom_fields: [] }),
    ...(context === "invoices" && { seller_app_sales_channels: "" }),
    sort_column: sorting.column,
    sort_order: sorting.order,
  };
}

const SUMMED = ["total", "balance"] as const;

/**
 * What `response_option` adds to page_context of invoices: a count, sums (facts 3). Approximate
 * keys.
 */
export function totalsFor(option: string, records: readonly BooksRecord[]): JsonObject {
  const hasCount = ["1", "2", "3"].includes(option);
  const hasSums = ["1", "3", "4"].includes(option);
  const sumField = (name: string): number =>
    records.reduce((sum, { values }) => sum + asNumber(values[name]), 0);
  return {
    ...(hasCount && { total: records.length }),
    ...(hasSums && {
      sum_columns: SUMMED.map((name) => ({
        column: name,
        total: Math.round(sumField(name) * 100) / 100,
      })),
    }),
  };
}
