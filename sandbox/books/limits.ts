import type { SandboxState } from "../state/sandboxState";
import { dayFull, minuteFull } from "./errors";
import type { BooksOrganization } from "./state/booksOrganization";
import { secondsToMidnight } from "./state/zonedTime";

/** Counts a call; code 44 or 45 if the minute or the day is used up (facts 11). */
export function countCall(state: SandboxState, organization: BooksOrganization, now: number): void {
  const { perMinute } = state.books.limits;
  const { minute, quota } = organization;
  if (perMinute !== undefined && !minute.take(now, perMinute)) throw minuteFull();
  if (!quota.take(now)) throw dayFull(quota.limit);
}

/** The headers of every reply; they describe the day's quota only (facts 11). */
export const limitHeaders = (
  { quota, timeZone }: BooksOrganization,
  now: number,
): Record<string, string> => ({
  "x-rate-limit-limit": String(quota.limit),
  "x-rate-limit-remaining": String(quota.remaining(now)),
  "x-rate-limit-reset": String(secondsToMidnight(now, timeZone)),
});
