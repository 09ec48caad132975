import type { Clock } from "../clock";
import type { JsonObject, Reply, SandboxRequest } from "../http";
import type { SandboxState } from "../state/sandboxState";
import type { BooksOrganization } from "./state/booksOrganization";

/**
 * A call to Zoho Books within its scopes and limits. `params` are the named segments of the path.
 */
export interface BooksRequest extends SandboxRequest {
  params: Record<string, string>;
  organization: BooksOrganization;
}

export type BooksHandler = (state: SandboxState, request: BooksRequest, clock: Clock) => Reply;

/** A reply with code 0 (facts 3). */
export const success = (message: string, more: JsonObject = {}, status = 200): Reply => ({
  status,
  json: { code: 0, message, ...more },
});
