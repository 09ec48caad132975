import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { organizationOf, withLimitHeaders } from "./api";
import { tooManyInProcess } from "./errors";

/** Either a refusal, or what to call when the call is over. */
export type Visit = { refusal: Reply } | { leave: () => void };

/** Counts the calls in flight of an organization; 429 code 1070 where there are too many (facts 11). */
export function enterBooks(state: SandboxState, request: SandboxRequest, now: number): Visit {
  const organization = organizationOf(state, request);
  const limit = state.books.limits.concurrency;
  if (limit !== undefined && organization.inFlight >= limit) {
    return { refusal: withLimitHeaders(state, request, tooManyInProcess().toReply(), now) };
  }
  organization.inFlight += 1;
  return {
    leave: () => {
      organization.inFlight -= 1;
    },
  };
}
