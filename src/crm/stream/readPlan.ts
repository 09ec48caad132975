import { closest } from "fastest-levenshtein";
import * as v from "valibot";
import { InputError, isForbidden } from "../../client/errors/errors";
import { COQL, CRM_CHANGES } from "../../limits";
import { parseOr } from "../../shared/schema";
import type { CrmClient } from "../client";
import { NOT_IN_LISTS } from "../columnGroups";
import { type CrmField, refreshFields } from "../fields";
import { ALL_FIELDS } from "../modules";

/** Which fields and records of a module's changes are wanted. */
export interface ChangeQuery {
  module: string;
  /** Fields that every record shows, as far as the module has them. */
  usualFields: readonly string[];
  /** Further fields; ALL_FIELDS among them = every field that lists can hold. */
  fields: readonly string[];
  /**
   * Whether a field that the module does not have is an error; otherwise it is left out and logged.
   */
  isStrict: boolean;
  /** A COQL condition; "" = none. */
  filter: string;
  /** Records must look as Zoho's lists show them, whatever that costs. */
  throughList: boolean;
  /** Converted leads are returned too. */
  includeConverted: boolean;
  /** The user whose own changes are told apart; "" = nobody's. */
  ownUser: string;
}

/** Equal for queries that return the same fields of the same records. */
export const getQueryKey = ({
  usualFields,
  fields,
  filter,
}: Pick<ChangeQuery, "usualFields" | "fields" | "filter">): string =>
  JSON.stringify([[...new Set([...usualFields, ...fields])].sort(), filter]);

const NAMES = v.array(v.string());

/**
 * How the changes of a module are read. Saved between polls, so fields are looked up once a day.
 */
const READ_PLAN = v.object({
  /** The query that the plan was made for. */
  queryKey: v.string(),
  /** The fields that a record shows, beside its id. */
  shown: NAMES,
  /** Fields whose values change without a new version of the record. */
  selfChanging: NAMES,
  /** Fields that Zoho lists but leaves out of records. */
  unreturned: NAMES,
  /**
   * list = read from the list of records. query = read by COQL, which is cheaper from some hundred
   * records on. queryThenList = found by COQL, read from the list.
   */
  strategy: v.picklist(["list", "query", "queryThenList"]),
  /** Most columns and rows of one query, as far as Zoho has said. */
  maxColumns: v.pipe(
    v.number(),
    v.safeInteger(),
    v.toMinValue(COQL.minColumns),
    v.toMaxValue(COQL.maxColumns),
  ),
  maxRows: v.pipe(
    v.number(),
    v.safeInteger(),
    v.toMinValue(1),
    v.toMaxValue(Math.max(...COQL.pageSizes)),
  ),
  /** When the fields were looked up, in seconds by the local clock. */
  madeAt: v.pipe(v.number(), v.safeInteger()),
});

export type ReadPlan = v.InferOutput<typeof READ_PLAN>;

/** A new plan, with warnings for the log. */
export interface NewReadPlan extends ReadPlan {
  warnings: readonly string[];
}

/** Types whose values are the same in lists and in queries, by Zoho's documentation. */
const ALIKE = new Set([
  "text",
  "email",
  "phone",
  "website",
  "picklist",
  "multiselectpicklist",
  "integer",
  "bigint",
  "double",
  "currency",
  "percent",
  "boolean",
  "date",
  "datetime",
  "lookup",
  "formula",
  "autonumber",
]);

/** Described as a text, but a list of objects in records and another value in queries. */
const UNLIKE_FIELDS = new Set(["Tag"]);

/** Change by themselves, without a new Modified_Time. */
const MOVING_TYPES = new Set(["formula", "rollup_summary"]);
const MOVING_FIELDS = new Set(["Last_Activity_Time"]);

/** Whether a plan can still be used for a query. */
export const isCurrent = (plan: ReadPlan, changeQuery: ChangeQuery, nowSeconds: number): boolean =>
  plan.queryKey === getQueryKey(changeQuery) &&
  Math.abs(nowSeconds - plan.madeAt) < CRM_CHANGES.planLastsSeconds &&
  (!changeQuery.throughList || plan.strategy !== "query");

/**
 * Looks the fields up and chooses a strategy. Throws an InputError for a field that the module does
 * not have, naming the closest one. If fields may not be looked up, the named ones are used
 * unchecked.
 */
export async function makeReadPlan(
  client: CrmClient,
  changeQuery: ChangeQuery,
  nowSeconds: number,
): Promise<NewReadPlan> {
  const known = await fieldsIfAllowed(client, changeQuery);
  const warnings: string[] = [];
  const shown = known
    ? chooseShownFields(changeQuery, known, warnings)
    : [...changeQuery.usualFields, ...changeQuery.fields];
  const selfChanging = (known ?? [])
    .filter(({ apiName, dataType }) => MOVING_TYPES.has(dataType) || MOVING_FIELDS.has(apiName))
    .map(({ apiName }) => apiName)
    .filter((name) => shown.includes(name));
  return {
    queryKey: getQueryKey(changeQuery),
    shown: [...new Set(shown)].filter((name) => name !== "id"),
    selfChanging,
    unreturned: [],
    strategy: chooseStrategy(changeQuery, shown, known),
    maxColumns: COQL.maxColumns,
    maxRows: Math.max(...COQL.pageSizes),
    madeAt: nowSeconds,
    warnings,
  };
}

async function fieldsIfAllowed(
  client: CrmClient,
  changeQuery: ChangeQuery,
): Promise<CrmField[] | undefined> {
  try {
    const fields = await refreshFields(client, changeQuery.module);
    if (fields.length > 0) return fields;
  } catch (error) {
    if (!isForbidden(error) || changeQuery.fields.includes(ALL_FIELDS)) throw error;
  }
  if (!changeQuery.fields.includes(ALL_FIELDS)) return undefined;
  throw new InputError(
    "Fields",
    `cannot be "${ALL_FIELDS}" for ${changeQuery.module}, since Zoho lists no fields for it. Name the fields you need.`,
  );
}

function chooseShownFields(
  changeQuery: ChangeQuery,
  known: readonly CrmField[],
  warnings: string[],
): string[] {
  const byName = new Map(known.map((field) => [field.apiName, field]));
  const usual = changeQuery.usualFields.filter((name) => byName.has(name) || isTime(name));
  if (changeQuery.fields.includes(ALL_FIELDS)) {
    const all = known.filter(({ dataType }) => !NOT_IN_LISTS.has(dataType));
    return [...usual, ...all.map(({ apiName }) => apiName)];
  }
  const named = changeQuery.fields.filter((name) => {
    const field = byName.get(name);
    const problem = field ? notListed(field) : unknownField(changeQuery.module, name, byName);
    if (problem === undefined) return true;
    // The official connector's triggers ignored fields that lists do not hold.
    if (changeQuery.isStrict && !(field && changeQuery.throughList))
      throw new InputError("Fields", problem);
    warnings.push(`Fields: ${problem}`);
    return false;
  });
  return [...usual, ...named];
}

const isTime = (name: string): boolean => name === "Created_Time" || name === "Modified_Time";

function unknownField(
  module: string,
  name: string,
  known: ReadonlyMap<string, CrmField>,
): string | undefined {
  if (name === "id" || isTime(name)) return undefined;
  const nearest = closest(name, [...known.keys()]);
  return `${module} has no field ${name.slice(0, 100)}. The nearest one is ${nearest}. It may have been renamed or deleted in Zoho. Use API names; they are case-sensitive.`;
}

const notListed = ({ apiName, dataType }: CrmField): string | undefined =>
  NOT_IN_LISTS.has(dataType)
    ? `${apiName} is of the type ${dataType}, which Zoho leaves out of every list. Read it in the flow with CRM - Get Record.`
    : undefined;

function chooseStrategy(
  changeQuery: ChangeQuery,
  shown: readonly string[],
  known: CrmField[] | undefined,
): ReadPlan["strategy"] {
  const types = new Map((known ?? []).map(({ apiName, dataType }) => [apiName, dataType]));
  const areAlike = shown.every(
    (name) => isTime(name) || (ALIKE.has(types.get(name) ?? "") && !UNLIKE_FIELDS.has(name)),
  );
  if (!changeQuery.throughList && known && areAlike) return "query";
  return changeQuery.filter === "" ? "list" : "queryThenList";
}

/** A plan saved between polls; undefined for anything else. */
export const parsePlan = (stored: unknown): ReadPlan | undefined => parseOr(READ_PLAN, stored);
