import { input } from "@prismatic-io/spectral";
import { isValid, parseISO } from "date-fns";
import { InputError } from "../client/errors/errors";
import { ALL_FIELDS, ALL_MODULES } from "../crm/modules";
import { CHANGES, CREDITS_TOLD_FROM_SHARE } from "../limits";
import { backoffAtCreditPercentage as backoff } from "./apiUsage";
import { toFlag, toText, toTextList, toWholeNumber } from "./cleaners";
import { checkCondition } from "./coql";

/** Inputs of the triggers that look for changes. */

/** Where on earth it is that day already. */
const LATEST_DAY_AHEAD_MS = 14 * 3_600_000;

export const lookBackDate = input({
  label: "Look-back Date",
  placeholder: "Enter look-back date (YYYY-MM-DD)",
  type: "string",
  required: false,
  comments:
    "The date, in UTC, from which on the first poll returns what was created or modified, each record once and as created. When empty, the trigger begins with what happens after its first poll. Later polls do not look at it.",
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
    throw new InputError("Look-back Date", "lies in the future.");
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
    "When true, deleted records are returned as Zoho lists them (id, name, time, who), and restored records and converted leads as such. Costs one more call a poll and module.",
  example: "true",
  clean: toFlag("Show Deleted Records"),
});

export const showDeletedBooksRecords = input({
  ...showDeletedRecords,
  comments:
    "When true, deleted records are returned by their ID, for record types that are compared as a whole, such as taxes and users. Of all others Zoho Books tells nothing.",
});

export const maxRecordsToFetch = input({
  label: "Max Records To Fetch",
  placeholder: "Enter a number",
  type: "string",
  required: false,
  comments: `The most changes that one poll returns; the others follow with the next. When empty, ${CHANGES.maxRecords}; at most ${CHANGES.mostRecords}. With batching, a page holds at most ${CHANGES.maxRecordsPerPage}, and the platform asks for further pages at once.`,
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
  comments: `API names of the modules to watch, custom ones included. ${ALL_MODULES} stands for every module that the API can read. Each costs at least one call a poll.`,
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
  comments: `API names of the fields to return beside the ID, the name and the times of creation and modification. ${ALL_FIELDS} stands for all fields that Zoho's lists hold.`,
  example: "Lead_Source",
  clean: toTextList("Additional Fields"),
});

export const changeFields = input({
  ...additionalFields,
  label: "Fields",
  comments: `API names of the fields to return beside the ID, the name and the times of creation and modification; with several modules, each returns those that it has. ${ALL_FIELDS} stands for all fields that Zoho's lists hold.`,
  example: "Amount",
  clean: toTextList("Fields"),
});

export const filter = input({
  label: "Filter",
  placeholder: "Enter a COQL condition",
  type: "string",
  required: false,
  comments:
    "A condition as in the WHERE of a COQL query: only changes of records that fit it are returned. Deletions are returned whatever the records held.",
  example: "City = 'Oslo' and Annual_Revenue > 1000",
  clean: (value: unknown): string => checkCondition(toText("Filter")(value)),
});

export const ignoreOwnChanges = input({
  label: "Ignore Changes Made by This Connection",
  type: "boolean",
  required: false,
  default: "false",
  comments:
    "When true, records that the connected user modified last are left out, so that two-way syncs do not answer themselves. A person's edit that the connection overwrites before the next poll is then left out with it: connect as a user of its own.",
  example: "true",
  clean: toFlag("Ignore Changes Made by This Connection"),
});

const { default: _ofTheAction, ...optionalBackoff } = backoff;

export const backoffAtCreditPercentage = input({
  ...optionalBackoff,
  comments: `The share of the day's API credits (of Zoho Books: calls) at which the trigger pauses for an hour at a time, so that others have the rest: 0.8 stands for 80 %. From ${CREDITS_TOLD_FROM_SHARE} to 1. When empty, it never pauses. Nothing is lost by a pause.`,
  clean: (value: unknown): number | undefined =>
    toText("Back Off at Credit Percentage")(value) === "" ? undefined : backoff.clean(value),
});
