import { ok, type Reply } from "../http";

/** The accounts server sends errors with HTTP 200 (facts 1.5). */
export const accountsError = (
  error:
    | "invalid_code"
    | "invalid_client"
    | "invalid_client_secret"
    | "invalid_redirect_uri"
    | "invalid_scope"
    | "unsupported_grant_type"
    | "missing_org_info"
    | "general_error",
): Reply => ok({ error });

/** More than ten access tokens in ten minutes (facts 1.5, 1.6). */
export const tooManyTokenRequests = (status: number): Reply => ({
  status,
  json: {
    error_description:
      "You have made too many requests continuously. Please try again after some time.",
    error: "Access Denied",
    status: "failure",
  },
});
