import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { HTTP } from "../limits";
import type { errorFromReply } from "./errors/crmErrors";
import { makeError, ZohoConnectionError } from "./errors/errors";
import { resolveHosts, type ZohoHosts } from "./hosts";
import type { Payload } from "./payload";
import {
  grantKeyFor,
  limiterFor,
  type Quota,
  type RateLimiter,
  type RateLimits,
} from "./rateLimiter";
import { logExchange } from "./requestLog";
import { type Attempt, type ResponseType, readReply } from "./response";
import { delayBeforeRetry, type Outcome, type RetryState } from "./retryPolicy";
import { currentTiming, type Timing } from "./timing";
import { send } from "./transport";
import { ZohoClock } from "./zohoTime";

/** What differs between the products of Zoho's. */
export interface Product {
  basePath: string;
  /** The scope that a call needs, for the error that reports a missing one. */
  scopeFor(method: string, path: string): string;
  limiter: RateLimits;
  /** All waiting between the tries of a call; absent = as RETRY says. */
  maxWaitMs?: number;
  /** Adds what the product's replies tell in ways of their own: limits, refusals inside a 200. */
  interpret(attempt: Attempt, nowMs: number): Attempt;
  errorFromReply: typeof errorFromReply;
}

/** The part of an action's or data source's context that the client uses. */
export interface CallContext {
  logger: ActionLogger;
  debug?: { enabled: boolean };
}

export interface ZohoRequest {
  method: string;
  /** Below the product's base path, segments escaped, without a query. */
  path: string;
  /** Address outside the product's base path; then `path` is complete. */
  elsewhere?: { host: string };
  query?: Record<string, string | number | undefined>;
  /** Parameters that may repeat or be empty, sent as they are. */
  pairs?: readonly (readonly [name: string, value: string])[];
  /** Override those that the payload and the connector set, except Host and Authorization. */
  headers?: Record<string, string>;
  payload?: Payload;
  /** The scope that the call needs, where its address does not tell. */
  scope?: string;
  /** Said when Zoho refuses what the call holds, as complete sentences. */
  hints?: readonly string[];
  /** A read that goes out as POST, such as a query. */
  isRead?: boolean;
  /** Repeating the call does no harm. Default: true for reads and for all methods but POST and PATCH. */
  repeatable?: boolean;
  responseType?: ResponseType;
  /** The call carries a file and may take minutes. */
  isTransfer?: boolean;
  /** In place of the usual time. */
  timeoutMs?: number;
  maxReplyBytes?: number;
  /** In place of the connector's own policy. */
  retryPolicy?: RetryPolicy;
}

/** Milliseconds to wait before the next try, undefined when there must be none. */
export type RetryPolicy = (outcome: Outcome, state: RetryState) => number | undefined;

export interface ZohoReply {
  status: number;
  /** Parsed JSON, or text or bytes where expected; undefined for an empty reply (204, 304). */
  body: unknown;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** What was asked, as "GET /crm/v8/Leads". */
  tried: string;
  /** How long the try took that brought the reply. */
  roundTripMs: number;
}

export interface ClientOptions {
  /** Milliseconds after which no call of this client goes on. */
  deadlineMs?: number;
  timing?: Timing;
  /** Names the organization, where the connection alone does not. */
  organization?: string;
}

/**
 * Talks to one product of Zoho's for one connection: finds the host, keeps to the limits, retries, and
 * turns every refusal into an error of errorTable. Constructed once for each execution of a step.
 * The constructor throws a ConnectionError when the connection names no data center or holds no token.
 */
export class ZohoClient {
  readonly connection: Connection;
  readonly hosts: ZohoHosts;
  readonly logger: ActionLogger;
  /** Names the organization behind the connection within this process. */
  readonly organization: string;
  readonly #product: Product;
  readonly #debug: boolean;
  readonly #token: string;
  readonly #limiter: RateLimiter;
  readonly #timing: Timing;
  readonly #deadlineAt: number;
  readonly #clock = new ZohoClock();
  #calls = 0;

  constructor(
    product: Product,
    connection: Connection,
    context: CallContext,
    options: ClientOptions = {},
  ) {
    this.connection = connection;
    this.hosts = resolveHosts(connection);
    this.logger = context.logger;
    this.organization = options.organization ?? grantKeyFor(connection, this.hosts.apiHost);
    this.#product = product;
    this.#debug = context.debug?.enabled ?? false;
    this.#token = accessToken(connection);
    this.#limiter = limiterFor(limiterKey(product, this.organization), product.limiter);
    this.#timing = options.timing ?? currentTiming();
    this.#deadlineAt = this.#timing.now() + (options.deadlineMs ?? Number.POSITIVE_INFINITY);
  }

  /** Calls sent so far, retries included. */
  get calls(): number {
    return this.#calls;
  }

  /** What time it is for Zoho, in milliseconds since 1970, as far as replies have told. */
  get zohoNowMs(): number {
    return this.#clock.at(this.#timing.now());
  }

  /** API credits left as of the last reply; undefined while under half of the day's are used. */
  get creditsRemaining(): number | undefined {
    return this.#limiter.creditsRemaining;
  }

  /** The day's calls as of the last reply; undefined where the product does not tell. */
  get quota(): Quota | undefined {
    return this.#limiter.quota;
  }

  /**
   * Sends a request and returns Zoho's reply. Throws when Zoho refuses it as a whole: the call itself, or
   * every record of a write. Of a write that was refused in part the reply is returned.
   */
  async request(request: ZohoRequest): Promise<ZohoReply> {
    const path = request.elsewhere ? request.path : `${this.#product.basePath}${request.path}`;
    const target: Target = { path, tried: `${request.method} ${path}` };
    const reply = this.#send(request, target);
    if (this.#deadlineAt === Number.POSITIVE_INFINITY) return reply;
    reply.catch(() => undefined); // Whoever loses the race must not end as an unhandled rejection.
    let timer: NodeJS.Timeout | undefined;
    const expiry = new Promise<never>((_, reject) => {
      const late = makeError(this.connection, { code: "ZOHO_TIMEOUT", tried: target.tried });
      timer = setTimeout(() => reject(late), Math.max(0, this.#deadlineAt - this.#timing.now()));
    });
    return Promise.race([reply, expiry]).finally(() => clearTimeout(timer));
  }

  async #send(request: ZohoRequest, target: Target): Promise<ZohoReply> {
    const isHarmless = request.isRead === true || !["POST", "PATCH"].includes(request.method);
    const repeatable = request.repeatable ?? isHarmless;
    const state: RetryState = { tries: 0, waitedMs: 0, repeatable };
    let outcomeUnknown = false;
    const timing = { ...this.#timing, maxWaitMs: this.#product.maxWaitMs };
    const policy = request.retryPolicy ?? ((...now) => delayBeforeRetry(...now, timing));
    for (;;) {
      state.tries += 1;
      const turn = { timing: this.#timing, deadlineAt: this.#deadlineAt };
      const came = await this.#limiter.run(() => this.#try(request, target.path, state), turn);
      const attempt = came ?? this.#tooLate();
      const { status = 0, body, headers = {}, roundTripMs = 0 } = attempt;
      const apiError = this.#apiError(request, target.tried, attempt, {
        tries: state.tries,
        outcomeUnknown,
      });
      if (!apiError) return { status, body, headers, tried: target.tried, roundTripMs };
      if (!came) throw apiError;

      state.remainingMs = this.#deadlineAt - this.#timing.now();
      const delayMs = policy(attempt.outcome, state);
      if (delayMs === undefined) throw apiError;
      state.waitedMs += delayMs;
      outcomeUnknown ||= mayHaveBeenApplied(attempt);
      await this.#timing.sleep(delayMs);
    }
  }

  /** A call that was not sent, since its turn would have come too late. */
  #tooLate(): Attempt {
    return this.#limiter.isClosed(this.#timing)
      ? { ...TOO_LATE, failureCode: "ZOHO_RATE_LIMITED" }
      : TOO_LATE;
  }

  #apiError(
    request: ZohoRequest,
    tried: string,
    attempt: Attempt,
    { tries, outcomeUnknown }: { tries: number; outcomeUnknown: boolean },
  ): Error | undefined {
    const { status = 0, failureCode: code } = attempt;
    const isRead = request.isRead ?? READS.has(request.method);
    const facts = !isRead && mayHaveBeenApplied(attempt) ? [OUTCOME_UNKNOWN] : [];
    if (code) return makeError(this.connection, { code, tried, status, tries, facts });
    return this.#product.errorFromReply(this.connection, attempt, {
      isRead,
      tried,
      sent: {
        payload: request.payload,
        query: { ...request.query, ...Object.fromEntries(request.pairs ?? []) },
      },
      neededScope:
        request.scope ?? this.#product.scopeFor(request.method, this.#belowBase(request.path)),
      tries,
      outcomeUnknown,
      facts,
      hints: request.hints ?? [],
    });
  }

  #belowBase(path: string): string {
    const { basePath } = this.#product;
    return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
  }

  async #try(request: ZohoRequest, path: string, state: RetryState): Promise<Attempt> {
    const startedAt = this.#timing.now();
    const startedTick = this.#timing.ticks();
    const usualMs = request.isTransfer ? this.#timing.transferTimeoutMs : this.#timing.timeoutMs;
    const timeoutMs = Math.min(request.timeoutMs ?? usualMs, this.#deadlineAt - startedAt);
    if (timeoutMs <= 0) return TOO_LATE;
    this.#calls += 1;
    const { method, payload, responseType = "json" } = request;
    const pairs = [...definedParameters(request.query), ...(request.pairs ?? [])];
    const received = await send({
      method,
      host: request.elsewhere?.host ?? this.hosts.apiHost,
      target: path + queryString(pairs),
      headers: {
        Accept: "application/json",
        ...request.headers,
        Authorization: `Zoho-oauthtoken ${this.#token}`,
      },
      payload,
      timeoutMs,
      maxReplyBytes: request.maxReplyBytes ?? HTTP.maxReplyBytes,
      repeatable: state.repeatable,
    });
    const now = this.#timing.now();
    if (received.kind === "reply") this.#clock.observe(received.headers, now);
    const roundTripMs = this.#timing.ticks() - startedTick;
    const read = this.#product.interpret(readReply(received, now, responseType), now);
    const attempt = { ...read, roundTripMs };
    const { outcome, creditsRemaining, quota } = attempt;
    const status = outcome.kind === "reply" ? outcome.status : attempt.status;
    this.#limiter.observe({ ...(status && { status }), creditsRemaining, quota });
    if (attempt.closedForMs) this.#limiter.closeFor(attempt.closedForMs, this.#timing);
    if (this.#debug) {
      const milliseconds = Math.round(roundTripMs);
      const retries = state.tries - 1;
      const asked = { method, path, query: pairs, payload };
      logExchange(this.logger, { request: asked, attempt, milliseconds, retries });
    }
    return attempt;
  }
}

/** A call that was not sent, since nobody waits for it any more. */
const TOO_LATE: Attempt = { outcome: { kind: "unsent" }, failureCode: "ZOHO_TIMEOUT" };

/** How limits of an organization are kept apart by product. */
export const limiterKey = ({ basePath }: Pick<Product, "basePath">, organization: string): string =>
  `${basePath} ${organization}`;

/** Where a request goes, and how errors name it. */
interface Target {
  path: string;
  tried: string;
}

const OUTCOME_UNKNOWN =
  "The write may have happened all the same: look for the record before repeating it.";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a write that failed may have been carried out: Zoho got it and did not say no. */
const mayHaveBeenApplied = ({ outcome }: Attempt): boolean =>
  outcome.kind === "unusable" ||
  (outcome.kind === "reply" && (outcome.status < 400 || outcome.status >= 500));

/** The token as the platform hands it over; one that cannot stand in a header is no token. */
function accessToken(connection: Connection): string {
  const token = connection.token?.access_token;
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ZohoConnectionError(connection, { code: "ZOHO_TOKEN_MISSING" });
}

function definedParameters(query: ZohoRequest["query"] = {}): [string, string][] {
  return Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
}

function queryString(pairs: readonly (readonly [string, string])[]): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of pairs) parameters.append(name, value);
  const text = parameters.toString();
  return text === "" ? "" : `?${text.replaceAll("+", "%20").replaceAll("%2C", ",")}`;
}
