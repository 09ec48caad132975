import { input } from "@prismatic-io/spectral";
import { isValid, parseISO } from "date-fns";
import { InputError } from "../client/errors/errors";
import { ALL_FIELDS, ALL_MODULES } from "../crm/modules";
import { CHANGES, CREDITS_TOLD_FROM_SHARE } from "../limits";
import { backoffAtCreditPercentage as backoff } from "./apiUsage";
import { toFlag, toText, toTextList, toWholeNumber } from "./cleaners";
import { checkCondition } from "./coql";

/** Inputs of the polling triggers. */

/** A day begins up to 14 hours earlier east of UTC. */
const LATEST_DAY_AHEAD_MS = 14 * 3_600_000;

export const lookBackDate = input({
  label: "Look-back Date",
  placeholder: "Enter look-back date (YYYY-MM-DD)",
  type: "string",
  required: false,
  comments:
    "The first poll returns records created or modified since this date (UTC), each once, as created. When empty, the trigger starts with changes after its first poll. Later polls ignore it.",
  example: "2026-01-01",
  clean: toLookBack,
});

/** The second since 1970 at which the day begins; undefined when empty. */
function toLookBack(value: unknown): number | undefined {
  const text = value instanceof Date ? value.toISOString() : toText("Look-back Date")(value);
  if (text === "") return undefined;
  const date = parseISO(text.includes("T") ? text : `${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/i.test(text) || !isValid(date)) {
    throw new InputError("Look-back Date", "must be a date such as 2026-01-31.");
  }
  if (date.getTime() > Date.now() + LATEST_DAY_AHEAD_MS) {
    throw new InputError("Look-back Date", "is in the future.");
  }
  return Math.max(0, Math.floor(date.getTime() / 1000));
}

export const showNewRecords = input({
  label: "Show New Records",
  type: "boolean",
  required: false,
  default: "true",
  comments: "When true, newly created records are returned.",
  example: "true",
  clean: toFlag("Show New Records", true),
});

export const showUpdatedRecords = input({
  label: "Show Updated Records",
  type: "boolean",
  required: false,
  default: "true",
  comments: "When true, modified records are returned.",
  example: "true",
  clean: toFlag("Show Updated Records", true),
});

export const showDeletedRecords = input({
  label: "Show Deleted Records",
  type: "boolean",
  required: false,
  default: "false",
  comments:
    "When true, deleted records are returned as Zoho lists them (ID, name, time, user), as well as restored records and converted leads. Each poll costs one extra call per module.",
  example: "true",
  clean: toFlag("Show Deleted Records"),
});

export const showDeletedBooksRecords = input({
  ...showDeletedRecords,
  comments:
    "When true, the IDs of deleted records are returned for record types whose full list is compared, such as taxes and users. Zoho Books does not report other deletions.",
});

export const maxRecordsToFetch = input({
  label: "Max Records To Fetch",
  placeholder: "Enter a number",
  type: "string",
  required: false,
  comments: `The maximum number of changes per poll; the next poll returns the rest. Default ${CHANGES.maxRecords}, at most ${CHANGES.mostRecords}. With batching, pages of up to ${CHANGES.maxRecordsPerPage} follow each other immediately.`,
  example: "1000",
  clean: toWholeNumber("Max Records To Fetch", {
    fallback: CHANGES.maxRecords,
    min: 1,
    max: CHANGES.mostRecords,
  }),
});

export const modules = input({
  label: "Modules",
  placeholder: "Enter module API names",
  type: "string",
  collection: "valuelist",
  required: true,
  dataSource: "selectCrmModule",
  comments: `API names of the modules to watch, including custom ones. ${ALL_MODULES} means every module that the API can read. Each costs at least one call per poll.`,
  example: "Deals",
  clean: (value: unknown): string[] => {
    const names = toTextList("Modules")(value);
    if (names.length > 0) return names;
    throw new InputError(
      "Modules",
      `are empty. Enter module API names, or ${ALL_MODULES} for all.`,
    );
  },
});

/** As the official connector has them: fields beside those that are always returned. */
export const additionalFields = input({
  label: "Additional Fields",
  placeholder: "Enter field API names",
  type: "string",
  collection: "valuelist",
  required: false,
  comments: `API names of the fields to return in addition to the ID, the name and the creation and modification times. ${ALL_FIELDS} means all fields that Zoho can list.`,
  example: "Lead_Source",
  clean: toTextList("Additional Fields"),
});

export const changeFields = input({
  ...additionalFields,
  label: "Fields",
  comments: `API names of the fields to return in addition to the ID, the name and the creation and modification times. Each module returns those it has. ${ALL_FIELDS} means all fields that Zoho can list.`,
  example: "Amount",
  clean: toTextList("Fields"),
});

export const filter = input({
  label: "Filter",
  placeholder: "Enter a COQL condition",
  type: "string",
  required: false,
  comments:
    "A condition as in the WHERE clause of a COQL query. Only changes of matching records are returned; deletions are always returned.",
  example: "City = 'Oslo' and Annual_Revenue > 1000",
  clean: (value: unknown): string => checkCondition(toText("Filter")(value)),
});

export const ignoreOwnChanges = input({
  label: "Ignore Changes Made by This Connection",
  type: "boolean",
  required: false,
  default: "false",
  comments:
    "When true, skips records last modified by the connected user, to prevent loops in two-way syncs. Connect as a dedicated user: a person's edit that the connection overwrites before the next poll is skipped too.",
  example: "true",
  clean: toFlag("Ignore Changes Made by This Connection"),
});

const { default: _ofTheAction, ...optionalBackoff } = backoff;

export const backoffAtCreditPercentage = input({
  ...optionalBackoff,
  comments: `The share of the daily API credits (calls in Zoho Books) at which the trigger pauses, one hour at a time: 0.8 means 80 %. From ${CREDITS_TOLD_FROM_SHARE} to 1. When empty, it never pauses. No change is lost.`,
  clean: (value: unknown): number | undefined =>
    toText("Back Off at Credit Percentage")(value) === "" ? undefined : backoff.clean(value),
});
