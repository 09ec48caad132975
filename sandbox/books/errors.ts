import type { Reply } from "../http";
import type { Variants } from "../state/variants";

/** An error in Zoho Books' wire format (facts 10). Handlers throw it to end the request. */
export class BooksError extends Error {
  constructor(
    readonly httpStatus: number,
    readonly code: number,
    message: string,
    private readonly errorInfo?: readonly unknown[],
  ) {
    super(message);
  }

  toReply(): Reply {
    const { code, message, errorInfo } = this;
    return {
      status: this.httpStatus,
      json: { code, message, error_info: errorInfo },
    };
  }
}

/** An expired token and a missing scope look the same (facts 1). */
export const notAuthorized = (): BooksError =>
  new BooksError(401, 57, "You are not authorized to perform this operation");

export const invalidUrl = (): BooksError => new BooksError(404, 5, "Invalid URL Passed");

/** The code is unconfirmed (facts 10). */
export const invalidMethod = (): BooksError =>
  new BooksError(405, 37, "The HTTP method is not allowed for the requested resource");

export const invalidValue = (name: string): BooksError =>
  new BooksError(400, 2, `Invalid value passed for ${name}`);

/** Facts 7, 10. */
export const invalidJson = (): BooksError =>
  new BooksError(400, 4, "Invalid value passed for JSONString");

export const requiredMissing = (name: string): BooksError =>
  new BooksError(400, 4, `${name} is a required field and cannot be empty`);

export const tooLong = (name: string, limit: number): BooksError =>
  new BooksError(400, 15, `Please ensure that the ${name} has less than ${limit} characters.`);

export const nameTaken = (kind: string, name: string): BooksError =>
  new BooksError(
    400,
    3062,
    `The ${kind} "${name}" already exists. Please specify a different name.`,
  );

/** A write that breaks a business rule; codes above 1000 are the sandbox's choice (facts 10). */
export const refused = (code: number, message: string): BooksError =>
  new BooksError(400, code, message);

export const notFound = (label: string, variants: Variants): BooksError =>
  new BooksError(Number(variants.booksNotFoundStatus), 1002, `${label} does not exist.`);

/** Facts 2. */
export const organizationMissing = (
  variants: Variants,
  organizations: readonly unknown[],
): BooksError =>
  new BooksError(
    Number(variants.booksNoOrganizationStatus),
    6024,
    "This user belongs to multiple organizations, hence the parameter CompanyID/CompanyName is required for associating this user to a specific organization.",
    organizations,
  );

export const organizationUnknown = (id: string): BooksError =>
  new BooksError(400, 6041, `This user is not associated with the CompanyID/CompanyName:${id}.`);

/** Facts 11. */
export const minuteFull = (): BooksError =>
  new BooksError(
    429,
    44,
    "For security reasons you have been blocked for some time as you have exceeded the maximum number of requests per minute.",
  );

export const dayFull = (limit: number): BooksError =>
  new BooksError(429, 45, `You have exceeded your API call rate limit of ${limit}.`);

export const tooManyInProcess = (): BooksError =>
  new BooksError(429, 1070, "The maximum number of in process requests is exceeded.");

export const internalError = (): BooksError => new BooksError(500, 1000, "Internal error");

/** The reply to an operation that the sandbox does not implement. */
export const notImplemented = (method: string, path: string): BooksError =>
  new BooksError(501, 501, `${method} ${path} exists at Zoho but not in this sandbox`);
