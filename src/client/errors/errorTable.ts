/**
 * Every error that the connector reports: its stable code, the replies of Zoho behind it, what it means
 * and what to do. docs/errors.md is generated from this table.
 *
 * consequence: `retry` = the same call may work later; `stop` = it will not until somebody changes
 * something; `skip` = only the record concerned is refused, others go on.
 */
export type Consequence = "retry" | "stop" | "skip";

/** connection = shown as a connection problem of the instance; the rest names the error class. */
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
  /** Codes of Zoho's that lead here: CRM's are words, those of Books numbers. */
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

export const ERRORS = {
  ZOHO_TOKEN_REJECTED: entry(
    "connection",
    "stop",
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN", "Books 14"],
    "Zoho does not accept the access token.",
    "Reconnect the connection. Possible reasons: access was revoked; the user was deactivated; the same user connected a 21st time to this OAuth client, which deletes the oldest refresh token; the account lives in another data center than the Region URL; or Multi-DC is not switched on for the OAuth client in the Zoho API Console.",
  ),
  ZOHO_SCOPE_MISSING: entry(
    "connection",
    "stop",
    ["OAUTH_SCOPE_MISMATCH"],
    "The access token lacks a scope that this call needs.",
    "Add the scope to the Scopes of the connection and reconnect.",
  ),
  ZOHO_TOKEN_OR_SCOPE: entry(
    "connection",
    "stop",
    ["Books 57"],
    "Zoho Books does not accept the access token for this call. Its answer is the same whether the token is dead, lacks a scope, or the user may not do this.",
    "Compare the needed scope with the Scopes of the connection, add it if it is missing, and reconnect. If it is there, check in Zoho Books under Settings, Users and Roles that the connected user may do this.",
  ),
  ZOHO_TOKEN_MISSING: entry(
    "connection",
    "stop",
    [],
    "The connection holds no access token.",
    "Connect it, so that Zoho issues a token.",
  ),
  ZOHO_REGION_UNKNOWN: entry(
    "connection",
    "stop",
    [],
    "The connection does not say in which data center the Zoho account lives.",
    "Select the Region URL of the connection (for example https://accounts.zoho.com) and reconnect.",
  ),
  ZOHO_HOST_REFUSED: entry(
    "connection",
    "stop",
    [],
    "The connection points at a host that is not one of Zoho's data centers, so no token was sent.",
    "Select one of the listed regions as Region URL and reconnect.",
  ),
  ZOHO_NO_PERMISSION: entry(
    "rejected",
    "stop",
    ["NO_PERMISSION", "AUTHORIZATION_FAILED", "PERMISSION_DENIED"],
    "The connected user may not do this.",
    "In Zoho CRM under Setup, Users and Control, Security Control, Profiles, give the profile of the connected user API access and access to the module; in Zoho Books under Settings, Users and Roles, check the role. Or connect as another user.",
  ),
  ZOHO_FIELD_MISSING: entry(
    "rejected",
    "skip",
    ["MANDATORY_NOT_FOUND", "EXPECTED_FIELD_MISSING", "DEPENDENT_FIELD_MISSING"],
    "A mandatory field has no value.",
    "Fill in the field. Which fields are mandatory depends on the layout: Setup, Customization, Modules and Fields, the module, Layouts.",
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
    "Correct the value: type, length, format, an option of the pick-list, or an id that exists.",
  ),
  ZOHO_RECORD_NOT_FOUND: entry(
    "rejected",
    "skip",
    ["Books 1002"],
    "There is no such record, or the connected user cannot see it.",
    "Check the Record ID and the Record Type, in Zoho Books the Organization ID too. A deleted or merged record has no id any more.",
  ),
  ZOHO_DUPLICATE: entry(
    "rejected",
    "skip",
    ["DUPLICATE_DATA", "Books 3062"],
    "Another record already has this value in a field that must be unique.",
    "Update the existing record instead, or change the value.",
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
    "The record cannot be changed in its present state.",
    "Unlock or approve the record, or finish its blueprint transition in Zoho CRM, then run again.",
  ),
  ZOHO_ORGANIZATION_MISSING: entry(
    "rejected",
    "stop",
    ["Books 6024"],
    "The connected user belongs to several Zoho Books organizations, and the step does not say which one is meant.",
    "Set Organization ID. The pick-list Select Books Organization shows the ids.",
  ),
  ZOHO_ORGANIZATION_UNKNOWN: entry(
    "rejected",
    "stop",
    ["Books 6041"],
    "The connected user does not belong to this Zoho Books organization.",
    "Set Organization ID to one of the user's organizations, or have the user invited to it. An organization lives in one data center only.",
  ),
  ZOHO_MODULE_UNKNOWN: entry(
    "rejected",
    "stop",
    ["INVALID_MODULE", "MODULE_NOT_SUPPORTED", "MODULE_NOT_AVAILABLE"],
    "Zoho knows no such module, or its API does not serve it.",
    "Use the API name exactly as listed in Setup, Developer Hub, APIs and SDKs, API Names. Capital letters count. The pick-list Select CRM Module shows the valid ones.",
  ),
  ZOHO_RELATED_LIST_UNKNOWN: entry(
    "rejected",
    "stop",
    [],
    "The module has no such related list.",
    "Use the API name of one of the related lists of the module: without Fields, the error names them. Capital letters count.",
  ),
  ZOHO_PARAMETER_INVALID: entry(
    "rejected",
    "stop",
    ["REQUIRED_PARAM_MISSING", "EXPECTED_PARAM_MISSING", "AMBIGUITY_DURING_PROCESSING"],
    "The inputs of the step do not go together.",
    "Check the named input: Page and Page Token exclude each other, and so do Custom View ID and Sort By.",
  ),
  ZOHO_LIMIT_EXCEEDED: entry(
    "rejected",
    "stop",
    ["LIMIT_EXCEEDED", "LIMIT_REACHED"],
    "The call asks for more than Zoho allows at once.",
    "Ask for less: at most 200 records a page, 50 fields a call and 100 records a write.",
  ),
  ZOHO_PAGE_TOO_DEEP: entry(
    "rejected",
    "stop",
    ["DISCRETE_PAGINATION_LIMIT_EXCEEDED", "PAGINATION_LIMIT_EXCEEDED"],
    "Zoho does not page that far: 2,000 records by page number, 100,000 by page token.",
    "Switch on Fetch All or pass the Page Token of the previous reply. Beyond 100,000 records narrow the list with Modified Since or a custom view, or read it with a COQL query or Bulk Read.",
  ),
  ZOHO_PAGE_TOKEN_INVALID: entry(
    "rejected",
    "stop",
    ["EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH"],
    "The page token is older than 24 hours or belongs to another request.",
    "Start again without a Page Token, and keep fields, sorting and filters the same from page to page.",
  ),
  ZOHO_QUERY_INVALID: entry(
    "rejected",
    "stop",
    ["SYNTAX_ERROR", "INVALID_QUERY", "INVALID_ALIAS", "DUPLICATE_ALIAS"],
    "Zoho cannot make sense of the query.",
    "Check the named column or place. A COQL query needs SELECT, FROM and WHERE; more than two conditions need brackets around pairs; texts stand in single quotes; times need their offset; API names of modules and fields count. A search needs values of two characters or more, and operators that fit the field.",
  ),
  ZOHO_CHANNEL_UNKNOWN: entry(
    "rejected",
    "stop",
    ["NOT_SUBSCRIBED"],
    "Zoho has no such notification channel for the connected user.",
    "Check the Channel ID. A channel ends by itself at its expiry, and only the user who enabled it sees it.",
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
    "Zoho does not take or give this file.",
    "Check its size against the limits of the Zoho plan. An attachment that is a link has no file to download: use its link.",
  ),
  ZOHO_URL_UNKNOWN: entry(
    "rejected",
    "stop",
    ["INVALID_URL_PATTERN", "INVALID_REQUEST_METHOD", "RESOURCE_NOT_FOUND", "Books 5", "Books 37"],
    "Zoho has nothing at this address.",
    "Check module name, id and method against Zoho's API reference.",
  ),
  ZOHO_REJECTED: entry(
    "rejected",
    "stop",
    [],
    "Zoho refused the call.",
    "See Zoho's code and message; they are explained in Zoho's API reference.",
  ),
  ZOHO_RATE_LIMITED: entry(
    "rateLimited",
    "retry",
    ["TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED", "Books 44", "Books 1070"],
    "Zoho refuses further calls for the moment, and went on doing so through every retry.",
    "Run fewer flows against this organization at the same time, or run them less often. Other applications share the same limit.",
  ),
  ZOHO_CREDITS_EXHAUSTED: entry(
    "creditsExhausted",
    "stop",
    [],
    "The organization has used up its API credits.",
    "Credits come back 24 hours after each use, so try again in an hour. Run flows less often, ask for fewer records a run, or raise the allowance in Zoho CRM (edition, licenses or add-on credits).",
  ),
  ZOHO_QUOTA_EXHAUSTED: entry(
    "creditsExhausted",
    "stop",
    ["Books 45"],
    "The Zoho Books organization has used up its API calls of the day.",
    "Run again after midnight in the time zone of the organization, when the count begins anew. Run flows less often, ask only for what changed, or raise the allowance with a larger plan.",
  ),
  ZOHO_UNAVAILABLE: entry(
    "unavailable",
    "retry",
    ["INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "Books 1000"],
    "Zoho answered with an error of its own.",
    "Run again later. Zoho's state is shown at status.zoho.com.",
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
    "Zoho's reply is larger than the connector accepts.",
    "Ask for fewer records or fewer fields.",
  ),
  ZOHO_REPLY_UNEXPECTED: entry(
    "unavailable",
    "stop",
    [],
    "Zoho accepted the call but its reply lacks what the documents promise.",
    "Look in Zoho at what happened before repeating a write, and report the case with the debug log of the execution.",
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
    "A call to the address of the flow is no notification of its channel, and nothing was done.",
    "If it came from Zoho, deploy the instance anew or run CRM - Renew Notification, so that channel and flow agree on the token. Otherwise somebody else knows the address of the flow.",
  ),
  ZOHO_INPUT_INVALID: entry(
    "input",
    "stop",
    [],
    "An input of the step cannot be used, so no call was made.",
    "Correct the named input.",
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

const BY_ZOHO_CODE = new Map<string, ErrorCode>();
for (const [code, { zoho }] of Object.entries(ERRORS)) {
  for (const zohoCode of zoho) BY_ZOHO_CODE.set(zohoCode, code as ErrorCode);
}

/** The connector's code for one of Zoho CRM's, undefined when the table has none. */
export function errorCodeFor(zohoCode: string): ErrorCode | undefined {
  return BY_ZOHO_CODE.get(zohoCode);
}

/** The same for one of the numbers of Zoho Books. https://www.zoho.com/books/api/v3/errors/ */
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
