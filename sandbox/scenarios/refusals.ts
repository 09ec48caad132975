import {
  expiredPageToken,
  internalError,
  invalidToken,
  noPermission,
  scopeMismatch,
  serviceUnavailable,
  tooManyRequests,
} from "../crm/errors";
import { type CallScenario, replyInstead } from "./scenario";

const HTML_502 = `<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>ZGS</center></body></html>`;

/** Errors of calls that Zoho does not carry out (facts 2.3, 3.1, 12). */
export const REFUSALS: Record<string, CallScenario> = {
  "rate-limited": {
    about: "429 TOO_MANY_REQUESTS without Retry-After.",
    fault: ({ state }) => replyInstead(tooManyRequests(state.variants, "Too many requests fired")),
  },
  "rate-limited-retry-after": {
    about: "429 with Retry-After; parameter seconds (1).",
    fault: ({ state, parameters }) =>
      replyInstead(
        tooManyRequests(state.variants, "Too many requests fired", {
          "retry-after": String(parameters.seconds ?? 1),
        }),
      ),
  },
  "credits-exhausted": {
    about: "429 with X-API-CREDITS-REMAINING: 0.",
    fault: ({ state }) =>
      replyInstead(
        tooManyRequests(state.variants, "API credits are used up", {
          "x-api-credits-remaining": "0",
        }),
      ),
  },
  "server-error": {
    about: "500 INTERNAL_ERROR; the call is not carried out.",
    fault: () => replyInstead(internalError()),
  },
  "service-unavailable": {
    about: "503 SERVICE_UNAVAILABLE (Books: an HTML page); the call is not carried out.",
    fault: () => replyInstead(serviceUnavailable()),
  },
  "html-502": {
    about: "502 with an HTML page; the call is not carried out.",
    fault: () => ({
      reply: { status: 502, headers: { "content-type": "text/html" }, text: HTML_502 },
    }),
  },
  "expired-token": {
    about: "401 INVALID_TOKEN, as an hour after sign-in.",
    fault: () => replyInstead(invalidToken()),
  },
  "revoked-token": {
    about: "401 INVALID_TOKEN, as after the user revoked access.",
    fault: () => replyInstead(invalidToken()),
  },
  "wrong-region-token": {
    about: "401 INVALID_TOKEN, as for a token of another data center.",
    fault: () => replyInstead(invalidToken()),
  },
  "missing-scope": {
    about: "401 OAUTH_SCOPE_MISMATCH.",
    fault: () => replyInstead(scopeMismatch()),
  },
  "no-permission": {
    about: "403 NO_PERMISSION: the user's profile lacks API access.",
    fault: () => replyInstead(noPermission("Crm_Implied_Api_Access")),
  },
  "page-token-expired": {
    about: "Calls with a page_token: 400 EXPIRED_VALUE, as a day after it was issued.",
    applies: ({ query }) => query.has("page_token"),
    fault: () => replyInstead(expiredPageToken()),
  },
};
