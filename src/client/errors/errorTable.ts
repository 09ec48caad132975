/**
 * `retry`: the same call may succeed later. `stop`: it will not until somebody changes something. `skip`: only
 * this record fails, others go on.
 */
export type Consequence = "retry" | "stop" | "skip";

/** The error class; `connection` shows as a connection problem of the instance. */
type ErrorKind =
  | "connection"
  | "rateLimited"
  | "creditsExhausted"
  | "rejected"
  | "unavailable"
  | "input";

export interface ErrorEntry {
  kind: ErrorKind;
  consequence: Consequence;
  /** Zoho's codes for it: words in CRM, numbers in Books. */
  zoho: readonly string[];
  meaning: string;
  remedy: string;
}

const entry = (
  kind: ErrorKind,
  consequence: Consequence,
  zoho: readonly string[],
  meaning: string,
  remedy: string,
): ErrorEntry => ({ kind, consequence, zoho, meaning, remedy });

/**
 * Every error that the connector reports: its stable code, Zoho's codes for it, its meaning and what to do.
 * docs/errors.md is generated from this table.
 */
export const ERRORS = {
  ZOHO_TOKEN_REJECTED: entry(
    "connection",
    "stop",
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN", "Books 14"],
    "Zoho does not accept the access token.",
    "Reconnect the connection. Possible causes: access was revoked; the user was deactivated; the user connected this OAuth client more than 20 times, which deletes the oldest refresh token; the account is in a different data center than the Region URL; Multi-DC is off for the OAuth client in the Zoho API Console.",
  ),
  ZOHO_SCOPE_MISSING: entry(
    "connection",
    "stop",
    ["OAUTH_SCOPE_MISMATCH"],
    "The access token lacks a scope that this call needs.",
    "Add the scope to Scopes in the connection and reconnect.",
  ),
  ZOHO_TOKEN_OR_SCOPE: entry(
    "connection",
    "stop",
    ["Books 57"],
    "Zoho Books does not accept the access token for this call. It answers the same if the token is invalid, if a scope is missing, and if the user lacks the permission.",
    "If the needed scope is missing from Scopes in the connection, add it and reconnect. Otherwise check the role of the connected user in Zoho Books under Settings, Users and Roles.",
  ),
  ZOHO_TOKEN_MISSING: entry(
    "connection",
    "stop",
    [],
    "The connection has no access token.",
    "Connect the connection.",
  ),
  ZOHO_REGION_UNKNOWN: entry(
    "connection",
    "stop",
    [],
    "The connection does not say which data center the Zoho account is in.",
    "Select the Region URL of the connection, such as https://accounts.zoho.com, and reconnect.",
  ),
  ZOHO_HOST_REFUSED: entry(
    "connection",
    "stop",
    [],
    "The connection points to a host outside Zoho's data centers, so no token was sent.",
    "Select a listed region as Region URL and reconnect.",
  ),
  ZOHO_NO_PERMISSION: entry(
    "rejected",
    "stop",
    ["NO_PERMISSION", "AUTHORIZATION_FAILED", "PERMISSION_DENIED"],
    "The connected user lacks the permission.",
    "In Zoho CRM, give the user's profile API access and access to the module (Setup, Users and Control, Security Control, Profiles). In Zoho Books, check the user's role (Settings, Users and Roles). Or connect as another user.",
  ),
  ZOHO_FIELD_MISSING: entry(
    "rejected",
    "skip",
    ["MANDATORY_NOT_FOUND", "EXPECTED_FIELD_MISSING", "DEPENDENT_FIELD_MISSING"],
    "A mandatory field has no value.",
    "Set the field. Which fields are mandatory depends on the layout (Setup, Customization, Modules and Fields, the module, Layouts).",
  ),
  ZOHO_FIELD_INVALID: entry(
    "rejected",
    "skip",
    [
      "INVALID_DATA",
      "PATTERN_NOT_MATCHED",
      "UNABLE_TO_PARSE_DATA_TYPE",
      "DEPENDENT_MISMATCH",
      "MAPPING_MISMATCH",
      "Books 2",
      "Books 4",
      "Books 11",
      "Books 15",
      "Books 108004",
    ],
    "A value does not fit its field.",
    "Correct the value: its type, length or format, the pick-list option, or the id.",
  ),
  ZOHO_RECORD_NOT_FOUND: entry(
    "rejected",
    "skip",
    ["Books 1002"],
    "The record does not exist, or the connected user cannot see it.",
    "Check Record ID and Record Type, and in Zoho Books also Organization ID. Deleted and merged records lose their id.",
  ),
  ZOHO_DUPLICATE: entry(
    "rejected",
    "skip",
    ["DUPLICATE_DATA", "Books 3062"],
    "Another record has the same value in a unique field.",
    "Update the existing record, or change the value.",
  ),
  ZOHO_RECORD_BLOCKED: entry(
    "rejected",
    "skip",
    [
      "RECORD_LOCKED",
      "RECORD_IN_BLUEPRINT",
      "NOT_APPROVED",
      "NOT_ALLOWED",
      "NOT_SUPPORTED",
      "ALREADY_MODIFIED",
    ],
    "The record cannot be changed in its current state.",
    "Unlock or approve the record, or complete its blueprint transition in Zoho CRM, then run again.",
  ),
  ZOHO_ORGANIZATION_MISSING: entry(
    "rejected",
    "stop",
    ["Books 6024"],
    "The connected user belongs to several Zoho Books organizations, and the step does not say which one to use.",
    "Set Organization ID. The pick-list Select Books Organization lists the ids.",
  ),
  ZOHO_ORGANIZATION_UNKNOWN: entry(
    "rejected",
    "stop",
    ["Books 6041"],
    "The connected user does not belong to this Zoho Books organization.",
    "Set Organization ID to one of the user's organizations, or invite the user to this one. An organization exists in one data center only.",
  ),
  ZOHO_MODULE_UNKNOWN: entry(
    "rejected",
    "stop",
    ["INVALID_MODULE", "MODULE_NOT_SUPPORTED", "MODULE_NOT_AVAILABLE"],
    "The module does not exist, or has no API.",
    "Use the API name listed in Setup, Developer Hub, APIs and SDKs, API Names. It is case-sensitive. The pick-list Select CRM Module lists the valid ones.",
  ),
  ZOHO_RELATED_LIST_UNKNOWN: entry(
    "rejected",
    "stop",
    [],
    "The module has no such related list.",
    "Use the API name of one of the related lists of the module; it is case-sensitive. Without Fields, the error lists them.",
  ),
  ZOHO_PARAMETER_INVALID: entry(
    "rejected",
    "stop",
    ["REQUIRED_PARAM_MISSING", "EXPECTED_PARAM_MISSING", "AMBIGUITY_DURING_PROCESSING"],
    "The inputs of the step conflict.",
    "Check the named input. Use Page or Page Token, and Custom View ID or Sort By, not both.",
  ),
  ZOHO_LIMIT_EXCEEDED: entry(
    "rejected",
    "stop",
    ["LIMIT_EXCEEDED", "LIMIT_REACHED"],
    "The call asks for more than Zoho allows at once.",
    "Ask for less: at most 200 records per page, 50 fields per call and 100 records per write.",
  ),
  ZOHO_PAGE_TOO_DEEP: entry(
    "rejected",
    "stop",
    ["DISCRETE_PAGINATION_LIMIT_EXCEEDED", "PAGINATION_LIMIT_EXCEEDED"],
    "Zoho pages no further than 2,000 records by page number and 100,000 by page token.",
    "Turn on Fetch All or pass the Page Token of the previous reply. For more than 100,000 records, narrow the list with Modified Since or a custom view, or use a COQL query or Bulk Read.",
  ),
  ZOHO_PAGE_TOKEN_INVALID: entry(
    "rejected",
    "stop",
    ["EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH"],
    "The page token is older than 24 hours or belongs to another request.",
    "Start again without a Page Token, and do not change fields, sorting or filters between pages.",
  ),
  ZOHO_QUERY_INVALID: entry(
    "rejected",
    "stop",
    ["SYNTAX_ERROR", "INVALID_QUERY", "INVALID_ALIAS", "DUPLICATE_ALIAS"],
    "Zoho does not understand the query.",
    "Check the named column or position. A COQL query needs SELECT, FROM and WHERE, API names of modules and fields, parentheses around pairs of conditions, single quotes around text, and an offset in every time. A search needs values of two characters or more, and operators that suit the field.",
  ),
  ZOHO_CHANNEL_UNKNOWN: entry(
    "rejected",
    "stop",
    ["NOT_SUBSCRIBED"],
    "The connected user has no such notification channel.",
    "Check Channel ID. A channel ends at its expiry, and only the user who enabled it can see it.",
  ),
  ZOHO_FILE_REFUSED: entry(
    "rejected",
    "stop",
    [
      "BODY_SIZE_REACHED",
      "FILE_SIZE_MORE_THAN_ALLOWED_SIZE",
      "FILE_TOO_LARGE",
      "DOWNLOAD_NOT_ALLOWED",
      "MEDIA_TYPE_NOT_SUPPORTED",
    ],
    "Zoho refuses to store or return this file.",
    "Check its size against the limits of the Zoho plan. An attachment that is a link has no file: use its link.",
  ),
  ZOHO_URL_UNKNOWN: entry(
    "rejected",
    "stop",
    ["INVALID_URL_PATTERN", "INVALID_REQUEST_METHOD", "RESOURCE_NOT_FOUND", "Books 5", "Books 37"],
    "This URL does not exist in Zoho's API.",
    "Check the module name, id and method in Zoho's API reference.",
  ),
  ZOHO_REJECTED: entry(
    "rejected",
    "stop",
    [],
    "Zoho rejected the call.",
    "Look up Zoho's code and message in its API reference.",
  ),
  ZOHO_RATE_LIMITED: entry(
    "rateLimited",
    "retry",
    ["TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED", "Books 44", "Books 1070"],
    "Zoho limits the rate of calls, and still did after every retry.",
    "Run fewer flows on this organization at the same time, or run them less often. Other applications share the limit.",
  ),
  ZOHO_CREDITS_EXHAUSTED: entry(
    "creditsExhausted",
    "stop",
    [],
    "The organization has used up its API credits.",
    "Each credit returns 24 hours after its use, so try again in an hour. Run flows less often, read fewer records per run, or raise the allowance in Zoho CRM (edition, licenses or add-on credits).",
  ),
  ZOHO_QUOTA_EXHAUSTED: entry(
    "creditsExhausted",
    "stop",
    ["Books 45"],
    "The Zoho Books organization has used up its API calls for the day.",
    "Run again after midnight in the time zone of the organization, when the count starts over. Run flows less often, read only what changed, or get a larger plan.",
  ),
  ZOHO_UNAVAILABLE: entry(
    "unavailable",
    "retry",
    ["INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "Books 1000"],
    "Zoho had an internal error.",
    "Run again later. See status.zoho.com.",
  ),
  ZOHO_HTML_PAGE: entry(
    "unavailable",
    "retry",
    [],
    "Zoho answered with a web page instead of data, as it does during maintenance.",
    "Run again later.",
  ),
  ZOHO_REPLY_CUT_SHORT: entry(
    "unavailable",
    "retry",
    [],
    "The connection broke before Zoho's reply was complete.",
    "Run again.",
  ),
  ZOHO_REPLY_TOO_LARGE: entry(
    "unavailable",
    "stop",
    [],
    "Zoho's reply is too large for the connector.",
    "Ask for fewer records or fewer fields.",
  ),
  ZOHO_REPLY_UNEXPECTED: entry(
    "unavailable",
    "stop",
    [],
    "Zoho accepted the call, but its reply is not what its documentation says.",
    "Before repeating a write, check in Zoho whether it happened. Report the case with the debug log of the execution.",
  ),
  ZOHO_TIMEOUT: entry(
    "unavailable",
    "retry",
    [],
    "Zoho did not answer in time.",
    "Run again later.",
  ),
  ZOHO_UNREACHABLE: entry(
    "unavailable",
    "retry",
    [],
    "Zoho could not be reached, so nothing was sent.",
    "Run again later.",
  ),
  ZOHO_NOTIFICATION_REFUSED: entry(
    "input",
    "skip",
    [],
    "A request to the flow's URL is not a notification of its channel and was ignored.",
    "If Zoho sent it, redeploy the instance or run CRM - Renew Notification, which makes channel and flow use the same token. Otherwise, someone else knows the flow's URL.",
  ),
  ZOHO_INPUT_INVALID: entry(
    "input",
    "stop",
    [],
    "An input of the step is invalid, so no call was made.",
    "Correct the named input.",
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

const BY_ZOHO_CODE = new Map<string, ErrorCode>();
for (const [code, { zoho }] of Object.entries(ERRORS)) {
  for (const zohoCode of zoho) BY_ZOHO_CODE.set(zohoCode, code as ErrorCode);
}

/** The connector's code for a code of Zoho CRM; undefined if the table has none. */
export function errorCodeFor(zohoCode: string): ErrorCode | undefined {
  return BY_ZOHO_CODE.get(zohoCode);
}

/** The same for a number of Zoho Books. https://www.zoho.com/books/api/v3/errors/ */
export function errorCodeForBooks(zohoCode: number): ErrorCode | undefined {
  return BY_ZOHO_CODE.get(`Books ${zohoCode}`);
}

/** The code for an HTTP status, if nothing else is known. */
export function codeForStatus(status: number): ErrorCode {
  if (status === 401) return "ZOHO_TOKEN_REJECTED";
  if (status === 403) return "ZOHO_NO_PERMISSION";
  if (status === 404 || status === 405) return "ZOHO_URL_UNKNOWN";
  if (status === 429) return "ZOHO_RATE_LIMITED";
  return status >= 500 ? "ZOHO_UNAVAILABLE" : "ZOHO_REJECTED";
}
