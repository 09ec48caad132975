import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import type { ErrorContext } from "./errors/errors";
import type { Payload } from "./payload";
import type { RateLimits } from "./rateLimiter";
import type { Attempt, ResponseType } from "./response";
import type { RetryOptions } from "./retryPolicy";
import type { Timing } from "./timing";

/** What differs between Zoho's products. */
export interface Product {
  basePath: string;
  /** The scope that a call needs, for the error that reports a missing one. */
  scopeFor(method: string, path: string): string;
  limiter: RateLimits;
  /** Longest total wait between the tries of a call. Default: RETRY.maxWaitMs. */
  maxWaitMs?: number;
  /** Adds what only this product's replies say: limits, and errors inside a 200. */
  interpret(attempt: Attempt, nowMs: number): Attempt;
  /** The error that a reply stands for; undefined if Zoho did what was asked, at least in part. */
  errorFromReply(
    connection: Connection,
    attempt: Attempt,
    context: ErrorContext,
  ): Error | undefined;
}

/** Where the raw requests of a product may go. */
export interface ProductPaths {
  /** What precedes a plain path, such as /crm/v8. */
  base: string;
  /** What a path outside the base must begin with, such as /crm/. */
  root: string;
}

/** The part of an action's or data source's context that the client uses. */
export interface CallContext {
  logger: ActionLogger;
  debug?: { enabled: boolean };
}

export interface ClientOptions {
  /** Milliseconds after which no call of this client goes on. Default: no limit. */
  deadlineMs?: number;
  timing?: Timing;
}

export interface ZohoRequest {
  method: string;
  /** Below the product's base path, segments escaped, without a query. */
  path: string;
  /** A host of the connection outside the base path; `path` is complete then. */
  elsewhere?: { host: string };
  query?: Record<string, string | number | undefined>;
  /** Parameters that may repeat or be empty, sent as they are. */
  pairs?: readonly (readonly [name: string, value: string])[];
  /** Override the headers of the payload and the connector, except Host and Authorization. */
  headers?: Record<string, string>;
  payload?: Payload;
  /** The scope that the call needs, if its path does not tell. */
  scope?: string;
  /** Added to the error if Zoho rejects the request's content, as complete sentences. */
  hints?: readonly string[];
  /** A read sent as POST, such as a query. */
  isRead?: boolean;
  /** Sending the call twice does no harm. Default: true for reads and idempotent methods. */
  repeatable?: boolean;
  responseType?: ResponseType;
  /** The call carries a file and may take minutes. */
  isTransfer?: boolean;
  /** Replaces the usual timeout. */
  timeoutMs?: number;
  maxReplyBytes?: number;
  /** Replaces the connector's own retry settings. */
  retry?: RetryOptions;
}

export interface ZohoReply {
  status: number;
  /** Parsed JSON, or text or bytes where expected; undefined for an empty reply (204, 304). */
  body: unknown;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The request, such as "GET /crm/v8/Leads". */
  tried: string;
  /** Duration of the try that brought the reply. */
  roundTripMs: number;
}
