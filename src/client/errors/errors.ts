import {
  type Connection,
  ConnectionError,
  isSpectralError,
  SpectralError,
} from "@prismatic-io/spectral";
import { type Consequence, ERRORS, type ErrorCode } from "./errorTable";
import type { SentRequest } from "./redact";

/** What is known about a failure. No field ever holds a token or a customer's field value. */
export interface Failure {
  code: ErrorCode;
  /** The request, such as "GET /crm/v8/Leads". */
  tried?: string;
  status?: number;
  zohoCode?: string;
  zohoMessage?: string;
  /** What was exceeded, and the most that Zoho allows. */
  limit?: { of: string; most: number };
  /** API name of the field, or name of the parameter, that the failure is about. */
  field?: string;
  /** How often the call was sent. */
  tries?: number;
  /** An earlier try of the call may have been carried out. */
  outcomeUnknown?: boolean;
  /** Further facts for the reader, as complete sentences. */
  facts?: readonly string[];
}

/** What an error may say about the call that failed. */
export interface ErrorContext {
  /** A read's rows are never taken for the results of a write. */
  isRead: boolean;
  tried: string;
  sent: SentRequest;
  neededScope: string;
  tries: number;
  /** An earlier try may have been carried out. */
  outcomeUnknown: boolean;
  /** Further facts for errors that are Zoho's own. */
  facts: readonly string[];
  /** Added if Zoho rejects the request's content. */
  hints: readonly string[];
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

/** Any failure but the connection's. `consequence` says whether repeating the call can help. */
export class ZohoError extends SpectralError {
  readonly code: ErrorCode;
  readonly consequence: Consequence;
  /** The request, such as "GET /crm/v8/Leads"; undefined if there was none. */
  readonly tried: string | undefined;
  /** HTTP status of Zoho's reply; undefined if there was none. */
  readonly status: number | undefined;
  readonly zohoCode: string | undefined;
  readonly field: string | undefined;
  /** What was exceeded, and the most that Zoho allows. */
  readonly limit: { of: string; most: number } | undefined;
  /** How often the call was sent; 0 if it never was. */
  readonly tries: number;
  /** An earlier try may have been carried out, although no usable reply came. */
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

/** Thrown before any call for an input that cannot be used. */
export class InputError extends ZohoError {
  constructor(input: string, problem: string) {
    super({ code: "ZOHO_INPUT_INVALID", facts: [`${input}: ${problem}`] });
  }
}

/** Thrown for a request to a flow's URL that is no notification of its channel. */
export class NotificationError extends ZohoError {
  constructor(problem: string) {
    super({ code: "ZOHO_NOTIFICATION_REFUSED", facts: [problem] });
  }
}

/** Thrown if Zoho rejects the whole call, or every record of it. */
export class RejectedError extends ZohoError {}

/** A rejected record of a write. */
export interface RefusedRecord {
  /** Position in the request, from 0. */
  index: number;
  code: ErrorCode;
  zohoCode: string;
  field?: string;
  /** Id of the record that already has the value, if Zoho names it. */
  existingId?: string;
}

/** Thrown if Zoho accepted the call but rejected its records. */
export class RecordError extends RejectedError {
  readonly refused: readonly RefusedRecord[];

  constructor(failure: Failure, refused: readonly RefusedRecord[]) {
    super(failure);
    this.refused = refused;
  }
}

/** Thrown if Zoho still answered 429 after the last retry. */
class RateLimitedError extends ZohoError {}

/** Thrown at once if the organization has no API credit left. */
class CreditsExhaustedError extends ZohoError {}

/** Thrown if no usable reply came: 5xx, HTML page, broken connection, timeout. */
export class UnavailableError extends ZohoError {}

/** Thrown for token, scope and region problems; the platform then marks the connection as failed. */
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

/** Whether an error has one of these codes. */
export const isFailure = (
  error: unknown,
  ...codes: readonly ErrorCode[]
): error is ZohoError | ZohoConnectionError =>
  (error instanceof ZohoError || error instanceof ZohoConnectionError) &&
  codes.includes(error.code);

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Whether the connection or its user lacks the permission. */
export const isForbidden = (error: unknown): boolean =>
  isFailure(error, "ZOHO_SCOPE_MISSING", "ZOHO_NO_PERMISSION");

/** An error of the class that the table names for its code. */
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

/**
 * The component's error hook. The connector's own errors pass unchanged, however often the hook runs. Any
 * other error is a bug and keeps only its message and stack, because an error of the HTTP library would carry
 * the request with its token.
 */
export function handleErrors(error: unknown): unknown {
  if (isSpectralError(error)) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const plain = new Error(error.message);
  plain.name = error.name;
  plain.stack = error.stack;
  return plain;
}

function withoutSecrets({ key, configVarKey }: Connection): Connection {
  return { key, configVarKey, fields: {} };
}
