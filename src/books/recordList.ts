import { InputError, RejectedError } from "../client/errors/errors";
import { pages } from "../client/pages";
import { refuseLostDigits } from "../client/recordValues";
import type { ZohoReply } from "../client/request";
import { BOOKS_LIST } from "../limits";
import { isObject } from "../shared/json";
import type { BooksClient } from "./client";
import { type Endpoint, type EndpointInputs, endpointFor } from "./endpoints";
import { type BooksBody, type BooksRecord, bodyOf, rowsIn, unexpected } from "./replies";

/** What to list. An empty string means "not set". */
export interface ListRequest extends EndpointInputs {
  /** Filters as Zoho names them. They may also name the organization. */
  searchFields: Record<string, unknown>;
  page: number;
  perPage: number;
  fetchAll: boolean;
  /** Maximum number of records; Infinity = no limit. */
  maxRecords: number;
  sortColumn: string;
  sortOrder: string;
  /** An instant as ISO 8601 with its offset; only records modified after it are returned. */
  modifiedSince: string;
}

/**
 * Records of a type: one page, or all pages with fetchAll, without duplicates. The body is Zoho's, with the
 * records under the type's usual key and its value. With fetchAll, page_context holds the total. https://www.zoho.com/books/api/v3/pagination/
 */
export async function listRecords(client: BooksClient, request: ListRequest): Promise<BooksBody> {
  const endpoint = endpointFor("list", request);
  const query = { ...makeQuery(client, endpoint, request) };
  const read = pageReader(client, endpoint, query);
  return request.fetchAll
    ? allPages(client, endpoint, request, read)
    : onePage(endpoint, request, read);
}

interface Page {
  body: BooksBody;
  /** Undefined if the builder asked for totals without rows. */
  found: { key: string; rows: BooksRecord[] } | undefined;
  context: Record<string, unknown>;
  hasMore: boolean;
  /** The number of the next page. */
  next?: number;
}

type ReadPage = (page: number, perPage: number) => Promise<Page>;

function pageReader(
  client: BooksClient,
  endpoint: Endpoint,
  query: Record<string, string | undefined>,
): ReadPage {
  let isFirst = true;
  return async (page, perPage) => {
    const reply = await client
      .request({
        method: "GET",
        path: endpoint.path,
        query: endpoint.type.isPaged ? { ...query, page, per_page: perPage } : query,
        scope: endpoint.scope,
      })
      .catch((error: unknown) => emptyIfSingle(endpoint, error));
    const body = bodyOf(reply);
    const found = rowsIn(endpoint, body);
    if (!found && !("response_option" in query)) {
      throw unexpected(reply, `It has no ${endpoint.pluralKeys[0]}.`);
    }
    const context = isObject(body.page_context) ? body.page_context : {};
    if (isFirst) warnOfSorting(client, query, context);
    isFirst = false;
    const hasMore = context.has_more_page === true;
    const next = found && hasMore ? page + 1 : undefined;
    return { body, found, context, hasMore, next };
  };
}

/** A type with one object per organization has an empty list where that object is missing. */
export function emptyIfSingle({ type }: Endpoint, error: unknown): ZohoReply {
  const isNone = error instanceof RejectedError && error.code === "ZOHO_RECORD_NOT_FOUND";
  if (!isNone || !type.isSingle) throw error;
  const body = { code: 0, message: "success", [type.pluralKeys[0]]: [] };
  return { status: 200, body, headers: {}, tried: "", roundTripMs: 0 };
}

async function onePage(
  endpoint: Endpoint,
  request: ListRequest,
  read: ReadPage,
): Promise<BooksBody> {
  const { page, maxRecords } = request;
  const perPage = Math.min(request.perPage, BOOKS_LIST.maxRecordsPerPage);
  // A smaller page would shift every page but the first.
  const size = page === 1 ? Math.min(perPage, maxRecords) : perPage;
  const { body, found, context, hasMore } = await read(page, size);
  if (!found) return body;
  const rows = found.rows.slice(0, maxRecords);
  const isTruncated = rows.length < found.rows.length;
  const shown = isTruncated ? { ...context, has_more_page: true } : context;
  return bodyWithRows(endpoint, body, found.key, rows, {
    ...shown,
    has_more_page: hasMore || isTruncated,
  });
}

async function allPages(
  client: BooksClient,
  endpoint: Endpoint,
  request: ListRequest,
  read: ReadPage,
): Promise<BooksBody> {
  const largest = BOOKS_LIST.maxRecordsPerPage;
  const size = request.page === 1 ? largest : Math.min(request.perPage, largest);
  const limit = Math.min(request.maxRecords, BOOKS_LIST.maxRecords);
  const rows = new UniqueRows(endpoint.rowId);
  let last: Page = {
    body: { code: 0, message: "" },
    found: undefined,
    context: {},
    hasMore: false,
  };
  for await (const page of pages(request.page, (number) => read(number, size))) {
    last = page;
    rows.add(page.found?.rows ?? []);
    if (rows.all.length >= limit || rows.isStuck) break;
  }
  const { body, found, context } = last;
  if (!found) return body;
  const returned = rows.all.slice(0, limit);
  const hasMore = last.hasMore || rows.all.length > limit;
  if (hasMore && returned.length < request.maxRecords) {
    client.logger.warn(
      `Zoho Books has more ${endpoint.type.label} than the ${returned.length} returned. Narrow the list with Search Fields or Modified Since.`,
    );
  }
  const total = { page: request.page, per_page: returned.length, has_more_page: hasMore };
  return bodyWithRows(endpoint, body, found.key, returned, { ...context, ...total });
}

/** Rows in order without duplicates: a record added meanwhile moves others to the next page. */
class UniqueRows {
  readonly all: BooksRecord[] = [];
  readonly #ids = new Set<unknown>();
  readonly #idField: string;
  #pagesWithoutNews = 0;

  constructor(idField: string) {
    this.#idField = idField;
  }

  add(rows: readonly BooksRecord[]): void {
    const before = this.all.length;
    for (const row of rows) {
      const id = row[this.#idField];
      if (id !== undefined && this.#ids.has(id)) continue;
      this.#ids.add(id);
      this.all.push(row);
    }
    this.#pagesWithoutNews = this.all.length === before ? this.#pagesWithoutNews + 1 : 0;
  }

  /** Several pages in a row had only known rows: Zoho may never report the end. */
  get isStuck(): boolean {
    return this.#pagesWithoutNews >= MAX_PAGES_WITHOUT_NEWS;
  }
}

const MAX_PAGES_WITHOUT_NEWS = 3;

/** The rows under Zoho's key, the type's usual key and its value. */
function bodyWithRows(
  { type }: Endpoint,
  body: BooksBody,
  key: string,
  rows: readonly BooksRecord[],
  context: Record<string, unknown>,
): BooksBody {
  return {
    ...body,
    [key]: rows,
    [type.pluralKeys[0]]: rows,
    [type.value]: rows,
    ...("page_context" in body && { page_context: context }),
  };
}

function makeQuery(
  client: BooksClient,
  endpoint: Endpoint,
  { searchFields, sortColumn, sortOrder, modifiedSince }: ListRequest,
): Record<string, string | undefined> {
  return {
    ...makeFilters(client, endpoint, searchFields),
    ...endpoint.parentField,
    ...(sortColumn !== "" && { sort_column: checkSortColumn(endpoint, sortColumn) }),
    ...(sortOrder !== "" && { sort_order: sortOrder }),
    ...(modifiedSince !== "" && { last_modified_time: toModifiedTime(endpoint, modifiedSince) }),
  };
}

function makeFilters(
  client: BooksClient,
  endpoint: Endpoint,
  searchFields: Record<string, unknown>,
): Record<string, string> {
  refuseLostDigits("Search Fields", searchFields);
  const filters = Object.entries(searchFields).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.map(String).join(",")] as const;
    if (typeof value === "object" && value !== null) {
      throw new InputError("Search Fields", `hold something other than a text under ${name}.`);
    }
    return [name, String(value ?? "").trim()] as const;
  });
  const used = filters.filter(([, value]) => value !== "");
  const search = Object.fromEntries(used).search_text ?? "";
  if (search.length > BOOKS_LIST.maxSearchTextLength) {
    throw new InputError(
      "Search Fields",
      `have a search_text of over ${BOOKS_LIST.maxSearchTextLength} characters.`,
    );
  }
  const unknown = used.map(([name]) => name).filter((name) => !isFilter(endpoint, name));
  if (unknown.length > 0) {
    client.logger.warn(
      `Zoho Books documents no filter ${unknown.join(", ")} for ${endpoint.type.label}${endpoint.isNested ? " of a parent" : ""} and silently ignores unknown ones: the result may contain every record.`,
    );
  }
  return Object.fromEntries(used);
}

/** Parameters that every list takes. */
const COMMON = new Set([
  "filter_by",
  "organization_id",
  "page",
  "per_page",
  "response_option",
  "sort_column",
  "sort_order",
]);

/** What may follow the name of a filter. https://www.zoho.com/books/api/v3/invoices/#list-invoices */
const ENDINGS =
  /_(startswith|contains|starts_with|ends_with|start|end|before|after|less_than|less_equals|greater_than|greater_equals|in|not_in)$/;

const isFilter = ({ type: { filters }, isNested }: Endpoint, name: string): boolean =>
  COMMON.has(name) ||
  (!isNested &&
    (/^(cf_|custom_field)/.test(name) ||
      filters.includes(name) ||
      filters.includes(name.replace(ENDINGS, ""))));

/** The columns of lists below a parent are not documented. */
function checkSortColumn({ type, isNested }: Endpoint, column: string): string {
  const { label, sortColumns } = type;
  const isOpen = isNested || sortColumns.length === 0 || column.startsWith("cf_");
  if (isOpen || sortColumns.includes(column)) return column;
  throw new InputError(
    "Sort Column",
    `Zoho Books does not sort ${label} by ${column}. Possible: ${sortColumns.join(", ")}.`,
  );
}

/** Zoho accepts only offsets without a colon, and neither Z nor milliseconds. */
function toModifiedTime({ type, isNested }: Endpoint, instant: string): string {
  if (type.filtersByModifiedTime && !isNested) {
    return instant.replace(/([+-]\d{2}):(\d{2})$/, "$1$2");
  }
  const instead =
    type.sortColumns.includes("last_modified_time") && !isNested
      ? " Set Sort Column to last_modified_time and Sort Order to Descending instead: the latest changed come first."
      : "";
  throw new InputError(
    "Modified Since",
    `Zoho Books does not filter ${type.label}${isNested ? " of a parent" : ""} by the time of modification.${instead}`,
  );
}

/** Zoho silently ignores some sort orders, such as those of purchase orders. */
function warnOfSorting(
  { logger }: BooksClient,
  query: Record<string, string | undefined>,
  context: Record<string, unknown>,
): void {
  const column = ["sort_column", "sort_order"] as const;
  const ignored = column.filter(
    (name) => query[name] && context[name] !== undefined && context[name] !== query[name],
  );
  if (ignored.length === 0) return;
  const real = column.map((name) => String(context[name] ?? "")).join(" ");
  logger.warn(`Zoho Books sorted by ${real.trim()}, not as asked.`);
}
