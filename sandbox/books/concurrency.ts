import type { Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import { findOrganization, withLimitHeaders } from "./api";
import { tooManyInProcess } from "./errors";

/** Either a refusal, or a function to call when the call ends. */
export type Acquired = { refusal: Reply } | { release: () => void };

/** Counts an organization's calls in flight; 429 code 1070 beyond its limit (facts 11). */
export function acquireBooks(state: SandboxState, request: SandboxRequest, now: number): Acquired {
  const organization = findOrganization(state, request);
  const limit = state.books.limits.concurrency;
  if (limit !== undefined && organization.inFlight >= limit) {
    return { refusal: withLimitHeaders(state, request, tooManyInProcess().toReply(), now) };
  }
  organization.inFlight += 1;
  return {
    release: () => {
      organization.inFlight -= 1;
    },
  };
}
