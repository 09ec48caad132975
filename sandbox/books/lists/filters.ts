import { isDate } from "../../clock";
import { commaList } from "../../http";
import { invalidValue } from "../errors";
import type { RecordType } from "../schema/recordType";
import type { BooksOrganization } from "../state/booksOrganization";
import { filterValues, searchedTexts } from "./filterValues";
import { type Condition, statusCondition } from "./statuses";

const SEARCH_LIMIT = 100;
/** Filters of a type that are implemented elsewhere or have no effect here. */
const NOT_FILTERS = new Set(["search_text", "last_modified_time", "showbalance", "customview_id"]);

type Kind = "text" | "number" | "date" | "list";
type Comparison = (actual: unknown, expected: string) => boolean;

const lower = (value: unknown): string => String(value).toLowerCase();

const TEXT: Record<string, Comparison> = {
  "": (actual, expected) => lower(actual) === lower(expected),
  startswith: (actual, expected) => lower(actual).startsWith(lower(expected)),
  starts_with: (actual, expected) => lower(actual).startsWith(lower(expected)),
  ends_with: (actual, expected) => lower(actual).endsWith(lower(expected)),
  contains: (actual, expected) => lower(actual).includes(lower(expected)),
};
const SET: Record<string, Comparison> = {
  in: (actual, expected) => commaList(expected).includes(String(actual)),
  not_in: (actual, expected) => !commaList(expected).includes(String(actual)),
};
const NUMBER: Record<string, Comparison> = {
  "": (actual, expected) => Number(actual) === Number(expected),
  less_than: (actual, expected) => Number(actual) < Number(expected),
  less_equals: (actual, expected) => Number(actual) <= Number(expected),
  greater_than: (actual, expected) => Number(actual) > Number(expected),
  greater_equals: (actual, expected) => Number(actual) >= Number(expected),
  start: (actual, expected) => Number(actual) >= Number(expected),
  end: (actual, expected) => Number(actual) <= Number(expected),
};
const DATE: Record<string, Comparison> = {
  "": (actual, expected) => actual === expected,
  start: (actual, expected) => actual !== "" && String(actual) >= expected,
  end: (actual, expected) => actual !== "" && String(actual) <= expected,
  before: (actual, expected) => actual !== "" && String(actual) < expected,
  after: (actual, expected) => actual !== "" && String(actual) > expected,
};
const COMPARISONS: Record<Kind, Record<string, Comparison>> = {
  text: TEXT,
  number: NUMBER,
  date: DATE,
  list: { "": (actual, expected) => commaList(expected).includes(String(actual)) },
};

function getKind(type: RecordType, name: string): Kind {
  if (/(^|_)date$/.test(name)) return "date";
  if (name.endsWith("_ids")) return "list";
  const kind = type.full.get(name)?.kind ?? type.row.get(name)?.kind;
  return kind === "number" ? "number" : "text";
}

/**
 * Sales orders also know `_in` and `_not_in`; the chart of accounts spells two others differently
 * (facts 3).
 */
function getComparison(type: RecordType, kind: Kind, suffix: string): Comparison | undefined {
  if (type.value === "salesorders" && SET[suffix]) return SET[suffix];
  const isOwnSpelling = suffix === "starts_with" || suffix === "ends_with";
  const isChart = type.value === "chartofaccounts";
  if (kind === "text" && isOwnSpelling && !isChart) return undefined;
  if (kind === "text" && suffix === "startswith" && isChart) return undefined;
  return COMPARISONS[kind][suffix];
}

interface NamedFilter {
  name: string;
  kind: Kind;
  compare: Comparison;
}

/** Period filters of two types whose names do not derive from a field. */
const BOUNDS: Record<string, { type: string; field: string; suffix: "start" | "end" }> = {
  from_date: { type: "projects/timeentries", field: "log_date", suffix: "start" },
  to_date: { type: "projects/timeentries", field: "log_date", suffix: "end" },
  date_start: { type: "tasks", field: "due_date", suffix: "start" },
  date_end: { type: "tasks", field: "due_date", suffix: "end" },
};

/** The filter for a query parameter of this type, if there is one. */
function findFilter(type: RecordType, parameter: string): NamedFilter | undefined {
  const bound = BOUNDS[parameter];
  const compareBound = bound && DATE[bound.suffix];
  if (bound?.type === type.value && compareBound) {
    return { name: bound.field, kind: "date", compare: compareBound };
  }
  const isCustom = parameter.startsWith("cf_") && type.full.has("custom_field_hash");
  const candidates = isCustom ? [parameter] : [...type.list.filters];
  for (const name of candidates) {
    if (NOT_FILTERS.has(name)) continue;
    const isVariant = parameter.startsWith(`${name}_`);
    if (parameter !== name && !isVariant) continue;
    const suffix = isVariant ? parameter.slice(name.length + 1) : "";
    const kind = getKind(type, name);
    const compare = getComparison(type, kind, suffix);
    if (compare) return { name, kind, compare };
  }
  return undefined;
}

function requireValue(type: RecordType, filter: NamedFilter, parameter: string, value: string) {
  const isBadDate = filter.kind === "date" && !isDate(value);
  const isBadNumber = filter.kind === "number" && (value === "" || Number.isNaN(Number(value)));
  const isBadStatus =
    parameter === "status" && type.statuses.size > 0 && !type.statuses.has(value.toLowerCase());
  if (isBadDate || isBadNumber || isBadStatus) throw invalidValue(parameter);
}

function searchCondition(text: string): Condition {
  if (text.length > SEARCH_LIMIT) throw invalidValue("search_text");
  const expected = text.toLowerCase();
  return (record) => searchedTexts(record).some((actual) => actual.includes(expected));
}

function filterCondition(
  organization: BooksOrganization,
  { name, compare }: NamedFilter,
  value: string,
): Condition {
  if (name === "status") return statusCondition(value.toLowerCase());
  return (record) => filterValues(organization, record, name).some((one) => compare(one, value));
}

/**
 * The conditions in a query: the type's filters with all their suffixes. Unknown names are ignored
 * (facts 3); known names with invalid values are refused.
 */
export function queryFilters(
  organization: BooksOrganization,
  type: RecordType,
  query: URLSearchParams,
): Condition[] {
  const conditions: Condition[] = [];
  for (const [parameter, value] of query) {
    const filter = findFilter(type, parameter);
    if (filter) {
      requireValue(type, filter, parameter, value);
      conditions.push(filterCondition(organization, filter, value));
    } else if (parameter === "search_text" && type.list.filters.has("search_text")) {
      conditions.push(searchCondition(value));
    }
  }
  return conditions;
}
