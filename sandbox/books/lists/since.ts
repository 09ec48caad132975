import type { Variants } from "../../state/variants";
import { invalidValue } from "../errors";
import type { RecordType } from "../schema/recordType";
import { parseFilterTime } from "../state/zonedTime";
import type { Condition } from "./statuses";

function comparison(type: RecordType, variants: Variants): "equal" | "since" | "none" {
  const { since } = type.list;
  if (since === "journals") return variants.booksJournalsSince;
  if (since === "contacts") return variants.booksContactsSince === "filters" ? "since" : "none";
  return since === "filters" ? "since" : "none";
}

/**
 * The condition of `last_modified_time` (facts 4). Where documented, its format is exactly
 * `2026-06-09T13:15:33+0000`. Contacts check the format but do not filter.
 */
export function sinceCondition(
  type: RecordType,
  query: URLSearchParams,
  variants: Variants,
): Condition | undefined {
  const text = query.get("last_modified_time");
  if (text === null || type.list.since === "ignored") return undefined;
  const time = parseFilterTime(text);
  if (time === undefined) throw invalidValue("last_modified_time");
  const compare = comparison(type, variants);
  if (compare === "none") return undefined;
  if (compare === "equal") return ({ modifiedAt }) => modifiedAt === time;
  return variants.booksSinceBound === "inclusive"
    ? ({ modifiedAt }) => modifiedAt >= time
    : ({ modifiedAt }) => modifiedAt > time;
}
