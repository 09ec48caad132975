import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { findOrganization, withLimitHeaders } from "./api";
import { tooManyInProcess } from "./errors";

/** Either a refusal, or a function to call when the call ends. */
export type Visit = { refusal: Reply } | { leave: () => void };

/** Counts an organization's calls in flight; 429 code 1070 beyond its limit (facts 11). */
export function enterBooks(state: SandboxState, request: SandboxRequest, now: number): Visit {
  const organization = findOrganization(state, request);
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
