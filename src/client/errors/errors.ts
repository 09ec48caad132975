import { type Connection, ConnectionError, SpectralError } from "@prismatic-io/spectral";
import { type Consequence, ERRORS, type ErrorCode } from "./errorTable";

/** What is known about a failure. No field of it ever holds a token or a customer's field value. */
export interface Failure {
  code: ErrorCode;
  /** What was tried, as "GET /crm/v8/Leads". */
  tried?: string;
  status?: number;
  zohoCode?: string;
  zohoMessage?: string;
  /** What was exceeded, and how much Zoho allows. */
  limit?: { of: string; most: number };
  /** API name of the field or name of the parameter concerned. */
  field?: string;
  /** How often the call was sent. */
  tries?: number;
  /** An earlier try of the call may have been carried out. */
  outcomeUnknown?: boolean;
  /** Further facts for the reader, as complete sentences. */
  facts?: readonly string[];
}

/** "GET /crm/v8/X failed: meaning Zoho says CODE "message". Field: Y. facts remedy [CODE]" */
function describeFailure(failure: Failure): string {
  const { meaning, remedy } = ERRORS[failure.code];
  const says = [failure.zohoCode, failure.zohoMessage && `"${failure.zohoMessage}"`].filter(
    Boolean,
  );
  return [
    failure.tried ? `${failure.tried} failed: ${meaning}` : meaning,
    says.length > 0 && `Zoho says ${says.join(" ")}.`,
    failure.field && `Field: ${failure.field}.`,
    ...(failure.facts ?? []),
    (failure.tries ?? 0) > 1 && `Tried ${failure.tries} times.`,
    remedy,
    `[${failure.code}]`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Any failure that is not the connection's. `consequence` says whether repeating the call can help. */
export class ZohoError extends SpectralError {
  readonly code: ErrorCode;
  readonly consequence: Consequence;
  /** What was tried, as "GET /crm/v8/Leads"; undefined when the error came before any call. */
  readonly tried: string | undefined;
  /** HTTP status of Zoho's reply; undefined when there was none. */
  readonly status: number | undefined;
  readonly zohoCode: string | undefined;
  readonly field: string | undefined;
  /** What was exceeded, and how much Zoho allows of it. */
  readonly limit: { of: string; most: number } | undefined;
  /** How often the call was sent; 0 when the error came before any call. */
  readonly tries: number;
  /** An earlier try of the call may have been carried out, although no usable reply came. */
  readonly outcomeUnknown: boolean;

  constructor(failure: Failure) {
    super(describeFailure(failure));
    this.tries = failure.tries ?? 0;
    this.outcomeUnknown = failure.outcomeUnknown ?? false;
    this.code = failure.code;
    this.consequence = ERRORS[failure.code].consequence;
    this.tried = failure.tried;
    this.status = failure.status;
    this.zohoCode = failure.zohoCode;
    this.field = failure.field;
    this.limit = failure.limit;
  }
}

/** Thrown before any call when an input cannot be used. */
export class InputError extends ZohoError {
  constructor(input: string, problem: string) {
    super({ code: "ZOHO_INPUT_INVALID", facts: [`${input}: ${problem}`] });
  }
}

/** Thrown for a call to a flow's address that is not what Zoho sends for its channel. */
export class NotificationError extends ZohoError {
  constructor(problem: string) {
    super({ code: "ZOHO_NOTIFICATION_REFUSED", facts: [problem] });
  }
}

/** Thrown when Zoho refuses the call as a whole, or every record of it. */
export class RejectedError extends ZohoError {}

/** One refused record of a write. */
export interface RefusedRecord {
  /** Place in the request, from 0. */
  index: number;
  code: ErrorCode;
  zohoCode: string;
  field?: string;
  /** Id of the record that already holds the value, when Zoho names it. */
  existingId?: string;
}

/** Thrown when records were refused inside a reply that was otherwise accepted. */
export class RecordError extends RejectedError {
  readonly refused: readonly RefusedRecord[];

  constructor(failure: Failure, refused: readonly RefusedRecord[]) {
    super(failure);
    this.refused = refused;
  }
}

/** Thrown when Zoho still answered 429 after the last retry. */
class RateLimitedError extends ZohoError {}

/** Thrown at once when the organization has no API credit left. */
class CreditsExhaustedError extends ZohoError {}

/** Thrown when no usable reply came: 5xx, HTML page, broken connection, timeout. */
export class UnavailableError extends ZohoError {}

/** Thrown for token, scope and region trouble; the platform then marks the connection of the instance. */
export class ZohoConnectionError extends ConnectionError {
  readonly code: ErrorCode;
  readonly consequence: Consequence = "stop";
  readonly status: number | undefined;
  readonly zohoCode: string | undefined;

  constructor(connection: Connection, failure: Failure) {
    super(withoutSecrets(connection), describeFailure(failure));
    this.code = failure.code;
    this.status = failure.status;
    this.zohoCode = failure.zohoCode;
  }
}

/** Whether an error is a failure of one of these kinds. */
export const isFailure = (
  error: unknown,
  ...codes: readonly ErrorCode[]
): error is ZohoError | ZohoConnectionError =>
  (error instanceof ZohoError || error instanceof ZohoConnectionError) &&
  codes.includes(error.code);

/** What an error says. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Zoho does not let the connected user do it. */
export const isForbidden = (error: unknown): boolean =>
  isFailure(error, "ZOHO_SCOPE_MISSING", "ZOHO_NO_PERMISSION");

/** The error class that the table names for the failure. */
export function makeError(connection: Connection, failure: Failure): Error {
  switch (ERRORS[failure.code].kind) {
    case "connection":
      return new ZohoConnectionError(connection, failure);
    case "rateLimited":
      return new RateLimitedError(failure);
    case "creditsExhausted":
      return new CreditsExhaustedError(failure);
    case "unavailable":
      return new UnavailableError(failure);
    default:
      return new RejectedError(failure);
  }
}

function withoutSecrets({ key, configVarKey }: Connection): Connection {
  return { key, configVarKey, fields: {} };
}
