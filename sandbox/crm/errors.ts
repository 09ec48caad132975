import type { JsonObject, Reply } from "../http";
import type { Variants } from "../state/variants";

/** An error in the CRM API's wire format (facts 2.1, 2.3), for a request or for one record. */
export interface WireError {
  code: string;
  details: JsonObject;
  message: string;
  status: "error";
}

export const wireError = (code: string, message: string, details: JsonObject = {}): WireError => ({
  code,
  details,
  message,
  status: "error",
});

/** Handlers throw it to end the request with a flat error. */
export class RequestError extends Error {
  readonly wire: WireError;

  constructor(
    readonly httpStatus: number,
    code: string,
    message: string,
    details: JsonObject = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(`${code}: ${message}`);
    this.wire = wireError(code, message, details);
  }

  toReply(): Reply {
    return { status: this.httpStatus, headers: this.headers, json: this.wire };
  }
}

export const invalidUrl = (): RequestError =>
  new RequestError(
    404,
    "INVALID_URL_PATTERN",
    "Please check if the URL trying to access is a correct one",
  );

export const invalidMethod = (): RequestError =>
  new RequestError(
    400,
    "INVALID_REQUEST_METHOD",
    "The http request method type is not a valid one",
  );

export const invalidModule = (): RequestError =>
  new RequestError(400, "INVALID_MODULE", "The module name given seems to be invalid", {
    resource_path_index: 0,
  });

export const missingParameter = (name: string): RequestError =>
  new RequestError(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing", {
    param_name: name,
  });

export const invalidParameter = (name: string, more: JsonObject = {}): RequestError =>
  new RequestError(400, "INVALID_DATA", "invalid data", { param_name: name, ...more });

/** An invalid id in the path; `index` counts from the module. */
export const invalidPathId = (index: number): RequestError =>
  new RequestError(400, "INVALID_DATA", "the id given seems to be invalid", {
    resource_path_index: index,
  });

export const tooMany = (limit: number, details: JsonObject, message: string): RequestError =>
  new RequestError(400, "LIMIT_EXCEEDED", message, { limit, ...details });

export const ambiguous = (...names: string[]): RequestError =>
  new RequestError(400, "AMBIGUITY_DURING_PROCESSING", "Ambiguity while processing the request", {
    ambiguity_due_to: names.map((name) => ({ param_name: name })),
  });

export const expiredPageToken = (): RequestError =>
  new RequestError(400, "EXPIRED_VALUE", "The page token has expired", {
    param_name: "page_token",
  });

export const authenticationFailure = (): RequestError =>
  new RequestError(401, "AUTHENTICATION_FAILURE", "Authentication failed");

export const invalidToken = (): RequestError =>
  new RequestError(401, "INVALID_TOKEN", "invalid oauth token");

export const scopeMismatch = (): RequestError =>
  new RequestError(401, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL");

export const noPermission = (permission: string): RequestError =>
  new RequestError(403, "NO_PERMISSION", "permission denied", { permissions: [permission] });

/** A module whose records the user may not read (facts 2.3, 14). */
export const unreadableModule = (variants: Variants, moduleName: string): RequestError =>
  variants.unreadableModule === "NO_PERMISSION"
    ? noPermission(`Crm_Implied_View_${moduleName}`)
    : invalidModule();

export const tooManyRequests = (
  variants: Variants,
  message: string,
  headers: Record<string, string> = {},
): RequestError => new RequestError(429, variants.rateLimitCode, message, {}, headers);

export const internalError = (): RequestError =>
  new RequestError(500, "INTERNAL_ERROR", "Internal server error occurred.");

export const serviceUnavailable = (): RequestError =>
  new RequestError(503, "SERVICE_UNAVAILABLE", "The service is temporarily unavailable.");

/** The reply to an endpoint that the sandbox does not implement. */
export const notImplemented = (method: string, path: string): RequestError =>
  new RequestError(
    501,
    "SANDBOX_NOT_IMPLEMENTED",
    `${method} ${path} exists at Zoho but not in this sandbox`,
  );

/** Errors of a record inside `data`. `path` is the JSON path of the value. */
export const mandatoryMissing = (apiName: string, path: string): WireError =>
  wireError("MANDATORY_NOT_FOUND", "required field not found", {
    api_name: apiName,
    json_path: path,
  });

export const wrongType = (apiName: string, path: string, expected: string): WireError =>
  wireError("INVALID_DATA", "invalid data", {
    expected_data_type: expected,
    api_name: apiName,
    json_path: path,
  });

export const invalidValue = (apiName: string, path: string): WireError =>
  wireError("INVALID_DATA", "invalid data", { api_name: apiName, json_path: path });

/** Lengths are texts, as in `record.json` of Zoho's OpenAPI files. */
export const tooLong = (apiName: string, path: string, maximum: number): WireError =>
  wireError("INVALID_DATA", "invalid data", {
    maximum_length: String(maximum),
    api_name: apiName,
    json_path: path,
  });

export const invalidRecordId = (id: string): WireError =>
  wireError("INVALID_DATA", "the id given seems to be invalid", { id });

export const notDeleted = (id: string): WireError =>
  wireError("INVALID_DATA", "record not deleted", { id });

/** An invalid body: not JSON, or `data` missing or of the wrong type. */
export const invalidBody = (error: WireError): RequestError =>
  new RequestError(400, error.code, error.message, error.details);

/** Errors of search (facts 3.8). */
export const invalidCriteria = (reason: string, more: JsonObject = {}): RequestError =>
  new RequestError(400, "INVALID_QUERY", "invalid query formed", { reason, ...more });

export const limitReached = (limit: number): RequestError =>
  new RequestError(400, "LIMIT_REACHED", "Record count exceeded", { limit });

export const expectedParameter = (...names: string[]): RequestError =>
  new RequestError(400, "EXPECTED_PARAM_MISSING", "One of the expected parameter is missing", {
    expected_params: names,
  });

/** COQL's own errors (facts 4). Lines and columns count from 1. */
export const syntaxError = (near: string, line: number, column: number): RequestError =>
  new RequestError(400, "SYNTAX_ERROR", "error occurred while parsing the query", {
    near,
    line,
    column,
  });

export const missingClause = (clause: string): RequestError =>
  new RequestError(400, "SYNTAX_ERROR", "missing clause", { clause });

export const invalidColumn = (column: string, module: string): RequestError =>
  new RequestError(400, "INVALID_QUERY", "column given seems to be invalid", {
    column_name: column,
    module,
  });

export const invalidColumnValue = (column: string, expected: string): RequestError =>
  new RequestError(400, "INVALID_QUERY", "value given seems to be invalid for the column", {
    column_name: column,
    expected_data_type: expected,
  });

export const unsupportedType = (column: string, dataType: string): RequestError =>
  new RequestError(400, "INVALID_QUERY", "data type not supported", {
    column_name: column,
    data_type: dataType,
  });

export const invalidOperator = (column: string, operator: string): RequestError =>
  new RequestError(400, "INVALID_QUERY", "invalid query formed", {
    column_name: column,
    operator,
    reason: "operator not supported for the column",
  });

export const queryLimit = (by: string, limit: number): RequestError =>
  new RequestError(400, "LIMIT_EXCEEDED", "limit exceeded", { by, limit });

export const duplicateColumn = (column: string, status: number): RequestError =>
  new RequestError(status, "DUPLICATE_DATA", "duplicate data", { column_name: column });

export const duplicateAlias = (alias: string): RequestError =>
  new RequestError(400, "DUPLICATE_ALIAS", "alias given more than once", { alias });

export const invalidAlias = (alias: string): RequestError =>
  new RequestError(400, "INVALID_ALIAS", "alias given seems to be invalid", { alias });
