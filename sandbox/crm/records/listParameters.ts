import { commaList } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { CustomView, Field, Module } from "../../state/schema/modules";
import type { SortKey } from "../../state/sortedRecords";
import { parseBodyTime } from "../bodyTime";
import { ambiguous, invalidParameter, missingParameter, RequestError, tooMany } from "../errors";
import type { CrmRequest } from "../request";
import { findView } from "./views";

export const MAX_FIELDS = 50;
const MAX_PER_PAGE = 200;
const MAX_DISCRETE_RECORDS = 2000;
const MAX_IDS = 100;
const SORT_KEYS: readonly SortKey[] = ["id", "Created_Time", "Modified_Time"];

export interface ListParameters {
  fields: Field[];
  ids?: readonly string[];
  customView?: CustomView;
  converted: "true" | "false" | "both";
  sortKey: SortKey;
  descending: boolean;
  page: number;
  perPage: number;
  pageToken?: string;
  modifiedSince?: number;
}

/** The fields with these names; ignores unknown names. */
export function knownFields(module: Module, names: readonly string[]): Field[] {
  return names.flatMap((name) => module.byName.get(name) ?? []);
}

/** The names in the mandatory parameter `fields`. */
export function parseFieldNames(query: URLSearchParams): string[] {
  const names = commaList(query.get("fields"));
  if (names.length === 0) throw missingParameter("fields");
  if (names.length > MAX_FIELDS) {
    throw tooMany(MAX_FIELDS, { param_name: "fields" }, "Max field limit exceeded");
  }
  return names;
}

/** A whole number of 1 or more. */
function parsePositive(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    throw invalidParameter(name, { expected_data_type: "integer" });
  }
  return Number(text);
}

/** `page` and `per_page` of any list: by default 1 and 200, at most 200. */
export function parsePageNumbers(query: URLSearchParams): Pick<ListParameters, "page" | "perPage"> {
  const page = parsePositive(query, "page", 1);
  const perPage = parsePositive(query, "per_page", MAX_PER_PAGE);
  if (perPage > MAX_PER_PAGE) throw invalidParameter("per_page", { limit: MAX_PER_PAGE });
  return { page, perPage };
}

export type Paging = Pick<ListParameters, "page" | "perPage" | "pageToken">;

/** The page: by number within the first 2000 records, or by token. */
export function parsePaging(query: URLSearchParams): Paging {
  const pageToken = query.get("page_token") ?? undefined;
  if (pageToken !== undefined && query.has("page")) throw ambiguous("page", "page_token");
  const { page, perPage } = parsePageNumbers(query);
  if (page * perPage > MAX_DISCRETE_RECORDS) {
    throw new RequestError(
      400,
      "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
      "Page and per_page reach beyond the records that can be listed without a page token",
      { limit: MAX_DISCRETE_RECORDS, param_name: "page" },
    );
  }
  return { page, perPage, pageToken };
}

/** `sort_by` and `sort_order`: by default id and desc. */
export function parseSorting(
  query: URLSearchParams,
): Pick<ListParameters, "sortKey" | "descending"> {
  const requested = query.get("sort_by") ?? "id";
  const sortKey = SORT_KEYS.find((key) => key === requested);
  if (!sortKey) throw invalidParameter("sort_by");
  const order = query.get("sort_order") ?? "desc";
  if (order !== "asc" && order !== "desc") throw invalidParameter("sort_order");
  return { sortKey, descending: order === "desc" };
}

function parseView(module: Module, query: URLSearchParams): CustomView | undefined {
  if (query.has("cvid") && query.has("sort_by")) throw ambiguous("cvid", "sort_by");
  return findView(module, query);
}

/** `converted`: by default false. */
export function parseConverted(query: URLSearchParams): ListParameters["converted"] {
  const value = query.get("converted") ?? "false";
  if (value !== "true" && value !== "false" && value !== "both") {
    throw invalidParameter("converted");
  }
  return value;
}

/** The header If-Modified-Since as epoch milliseconds. */
export function parseModifiedSince(state: SandboxState, request: CrmRequest): number | undefined {
  const header = request.headers["if-modified-since"];
  if (header === undefined) return undefined;
  const time = parseBodyTime(state, header);
  if (time === undefined) {
    throw invalidParameter("If-Modified-Since", { expected_data_type: "datetime" });
  }
  return time;
}

/** The parameters of `GET /{module}`, validated in the order in which Zoho reports errors. */
export function parseListParameters(
  state: SandboxState,
  module: Module,
  request: CrmRequest,
): ListParameters {
  const { query } = request;
  const fields = knownFields(module, parseFieldNames(query));
  const ids = query.has("ids") ? commaList(query.get("ids")) : undefined;
  if (ids && ids.length > MAX_IDS) {
    throw tooMany(MAX_IDS, { param_name: "ids" }, "Record count exceeded");
  }
  const since = parseModifiedSince(state, request);
  const view = parseView(module, query);
  return {
    fields,
    ids,
    customView: view,
    converted: parseConverted(query),
    ...parseSorting(query),
    ...parsePaging(query),
    modifiedSince: since,
  };
}

/** The parameters that a page token is bound to, sorted: all but the page. */
export function boundParameters(query: URLSearchParams): string {
  const others = [...query].filter(([name]) => name !== "page" && name !== "page_token");
  return JSON.stringify(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}
