import { InputError } from "../client/errors/errors";
import { moduleSegment } from "../client/path";
import { CRM_SEARCH } from "../limits";
import { isObject } from "../shared/json";
import type { CrmClient } from "./client";
import { infoIn } from "./envelope";
import { type RecordPage, readByPageNumber } from "./pages";
import { recordsOf } from "./records";

/** What to search for: exactly one of the first five. */
export interface SearchRequest {
  module: string;
  /** A criterion of Zoho's own syntax, sent as it is. */
  criteria: string;
  /** Fields with the value each must have; "Amount:greater_than" as key compares otherwise. */
  fieldMatches: Record<string, unknown>;
  email: string;
  phone: string;
  word: string;
  fields: readonly string[];
  page: number;
  perPage: number;
  fetchAll: boolean;
}

/**
 * Records that Zoho's search index finds, up to 2,000 with fetchAll. The index lags: what was written
 * seconds ago may not be found yet.
 * https://www.zoho.com/crm/developer/docs/api/v8/search-records.html
 */
export async function searchRecords(
  client: CrmClient,
  request: SearchRequest,
): Promise<RecordPage> {
  const query = { ...searchQuery(request), fields: request.fields.join(",") };
  const path = `/${moduleSegment(request.module)}/search`;
  return readByPageNumber(request, CRM_SEARCH.maxRecords, async (page, perPage) => {
    const reply = await client.request({
      method: "GET",
      path,
      query: { ...query, page, per_page: perPage },
    });
    return { data: recordsOf(reply), info: infoIn(reply) };
  });
}

function searchQuery(request: SearchRequest): Record<string, string> {
  const { email, phone, word } = request;
  const searches = [
    ["Criteria", "criteria", request.criteria],
    ["Field Values", "criteria", makeCriteria(request.fieldMatches)],
    ["Email", "email", email],
    ["Phone", "phone", phone],
    ["Word", "word", word],
  ] as const;
  const [first, second] = searches.filter(([, , value]) => value !== "");
  if (!first) {
    throw new InputError(
      "Criteria",
      "is empty. Fill in Criteria, Field Values, Email, Phone or Word.",
    );
  }
  if (second) {
    throw new InputError(
      second[0],
      `cannot be used together with ${first[0]}: Zoho searches one way at a time.`,
    );
  }
  const [label, parameter, value] = first;
  if (value.length < CRM_SEARCH.minTextLength) {
    throw new InputError(label, `must have at least ${CRM_SEARCH.minTextLength} characters.`);
  }
  return { [parameter]: value };
}

const OPERATORS = [
  "equals",
  "not_equal",
  "starts_with",
  "in",
  "greater_than",
  "greater_equal",
  "less_than",
  "less_equal",
  "between",
];

/** Fields and values as one criterion that all of them must meet, escaped as Zoho wants it. */
function makeCriteria(fieldMatches: Record<string, unknown>): string {
  const criteria = Object.entries(fieldMatches).map(([key, value]) => {
    const [field = "", operator = "equals", ...rest] = key.split(":").map((part) => part.trim());
    if (!/^\w+$/.test(field) || !OPERATORS.includes(operator) || rest.length > 0) {
      throw new InputError(
        "Field Values",
        `must be named by a field, or by a field and one of ${OPERATORS.join(", ")}, as in Amount:greater_than.`,
      );
    }
    return `(${field}:${operator}:${criterionValue(field, operator, value)})`;
  });
  // Zoho joins two criteria at a time.
  return criteria.reduce((all, one) => (all === "" ? one : `(${all}and${one})`), "");
}

/** One value, or for in and between several: a list, or a text with commas between them. */
function criterionValue(field: string, operator: string, value: unknown): string {
  const several = operator === "in" || operator === "between";
  const values = Array.isArray(value)
    ? value
    : several && typeof value === "string"
      ? value.split(",")
      : [value];
  if (values.length > 1 && !several) {
    throw new InputError(
      "Field Values",
      `give ${field} several values; put ":in" behind its name.`,
    );
  }
  return values.map((one) => escapeValue(toValueText(field, one))).join(",");
}

function toValueText(field: string, value: unknown): string {
  // A lookup of an earlier step stands for the record it names.
  const plain = isObject(value) ? value.id : value;
  const isLossy = typeof plain === "number" && Math.abs(plain) > Number.MAX_SAFE_INTEGER;
  const text = typeof plain === "object" || plain === undefined ? "" : String(plain).trim();
  if (text === "" || isLossy) {
    throw new InputError("Field Values", `hold no usable value for ${field}.`);
  }
  return text;
}

const escapeValue = (value: string): string => value.replace(/[(),\\]/g, "\\$&");
