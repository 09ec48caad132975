import { input } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { COQL } from "../limits";
import { toFlag, toText } from "./cleaners";

export const query = input({
  label: "Query",
  placeholder: "Enter COQL query",
  type: "text",
  required: true,
  comments:
    "The COQL query. WHERE is required; with more than two conditions, put parentheses around pairs. Without LIMIT, 200 rows are returned; one call returns up to 2000. Includes converted leads.",
  example: "select Last_Name, Email from Leads where Email is not null limit 200",
  clean: toText("Query"),
});

export const fetchAllRows = input({
  label: "Fetch All",
  type: "boolean",
  required: false,
  default: "false",
  comments: `When true, all rows are returned, up to ${COQL.maxRowsByOffset} or the query's LIMIT. Each 2000 rows cost up to three API credits.`,
  example: "true",
  clean: toFlag("Fetch All"),
});

const INPUT = "Filter";

/** Starts of other clauses. Fields may be called Limit or From. */
const CLAUSES = /\bselect\s|\bwhere\b|\b(order|group)\s+by\b|\b(limit|offset)\s+\d/i;

/**
 * Checks a COQL condition: it can only narrow the query that it is added to. Throws an InputError. https://www.zoho.com/crm/developer/docs/api/v8/COQL-Overview.html
 */
export function checkCondition(text: string): string {
  const filter = text.trim();
  if (filter === "") return "";
  // Quoted text cannot contain syntax.
  const outside = filter.replace(/'(?:[^'\\]|\\.)*'/g, "''");
  if (outside.includes('"')) refuse("has a double quote outside single-quoted text.");
  if (outside.replaceAll("''", "").includes("'")) refuse("has an unmatched single quote.");
  if (!isBalanced(outside)) refuse("has an unmatched bracket.");
  const clause = CLAUSES.exec(outside);
  if (clause || outside.includes(";")) {
    const found = clause ? `the word ${clause[0].trim()}` : "a semicolon";
    refuse(`must be a condition alone, but holds ${found}.`);
  }
  const conditions = count(outside, /\b(and|or)\b/gi) - count(outside, /\bbetween\b/gi) + 1;
  if (conditions > COQL.maxFilterConditions) {
    refuse(`has ${conditions} conditions. At most ${COQL.maxFilterConditions} are allowed.`);
  }
  return filter;
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function refuse(problem: string): never {
  throw new InputError(
    INPUT,
    `${problem} Enter a COQL condition such as City = 'Oslo', with brackets around pairs from the third condition on.`,
  );
}
