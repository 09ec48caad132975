import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { HTTP } from "../limits";
import { makeError, ZohoConnectionError } from "./errors/errors";
import { resolveHosts, type ZohoHosts } from "./hosts";
import { aliasLimiter, grantKeyFor, limiterFor, type Quota, type RateLimiter } from "./rateLimiter";
import type { CallContext, ClientOptions, Product, ZohoReply, ZohoRequest } from "./request";
import { logExchange } from "./requestLog";
import { type Attempt, readReply } from "./response";
import { delayBeforeRetry, isIdempotent, mayHaveBeenApplied, type RetryState } from "./retryPolicy";
import { currentTiming, type Timing, withDeadline } from "./timing";
import { send } from "./transport";

/** A request on its way. */
interface Call {
  request: ZohoRequest;
  path: string;
  /** How errors name it, such as "GET /crm/v8/Leads". */
  tried: string;
  isRead: boolean;
  repeatable: boolean;
  limiter: RateLimiter;
}

/**
 * Talks to one Zoho product through one connection: finds the host, keeps within the rate limits, retries, and
 * turns every failure into an error of errorTable. Made once for each execution of a step.
 */
export class ZohoClient {
  readonly connection: Connection;
  readonly hosts: ZohoHosts;
  readonly logger: ActionLogger;
  /** Identifies the user's grant within this process, without holding a token. */
  readonly organization: string;
  readonly #product: Product;
  readonly #debug: boolean;
  readonly #token: string;
  readonly #limiter: RateLimiter;
  readonly #timing: Timing;
  readonly #deadlineAt: number;
  readonly #clock = new ZohoClock();
  #calls = 0;

  /** Throws a ConnectionError if the connection names no data center or holds no token. */
  constructor(
    product: Product,
    connection: Connection,
    context: CallContext,
    { deadlineMs = Number.POSITIVE_INFINITY, timing = currentTiming() }: ClientOptions = {},
  ) {
    this.connection = connection;
    this.hosts = resolveHosts(connection);
    this.logger = context.logger;
    this.organization = grantKeyFor(connection, this.hosts.apiHost);
    this.#product = product;
    this.#debug = context.debug?.enabled ?? false;
    this.#token = accessToken(connection);
    this.#limiter = this.#limiterFor(this.organization);
    this.#timing = timing;
    this.#deadlineAt = timing.now() + deadlineMs;
  }

  /** Calls sent so far, including retries. */
  get calls(): number {
    return this.#calls;
  }

  /** Milliseconds until the deadline; Infinity without one. */
  get remainingMs(): number {
    return this.#deadlineAt - this.#timing.now();
  }

  /** Zoho's present time in milliseconds since 1970, as far as replies have told. */
  get zohoNowMs(): number {
    return this.#clock.at(this.#timing.now());
  }

  /** API credits left as of the last reply; undefined while less than half of the day's are used. */
  get creditsRemaining(): number | undefined {
    return this.#limiter.creditsRemaining;
  }

  /** The day's calls of an organization as of the last reply; undefined if never reported. */
  quotaOf(organization: string): Quota | undefined {
    return this.#limiterFor(organization).quota;
  }

  /** Lets an organization share the limits of `this.organization`, unless it has its own already. */
  shareLimits(organization: string): void {
    aliasLimiter(this.#limitsKey(this.organization), this.#limitsKey(organization));
  }

  /** The limits of an organization count for each product separately. */
  #limitsKey(organization: string): string {
    return `${this.#product.basePath} ${organization}`;
  }

  #limiterFor(organization: string): RateLimiter {
    return limiterFor(this.#limitsKey(organization), this.#product.limiter);
  }

  /**
   * Sends a request within the limits of an organization and returns Zoho's reply. Throws if Zoho rejects the
   * call or every record of a write; the reply of a write that was rejected in part is returned.
   */
  request(request: ZohoRequest, organization?: string): Promise<ZohoReply> {
    const { method, elsewhere } = request;
    const path = elsewhere ? request.path : `${this.#product.basePath}${request.path}`;
    const tried = `${method} ${path}`;
    const isRead = request.isRead ?? READS.has(method);
    const repeatable = request.repeatable ?? (isRead || isIdempotent(method));
    const limiter = organization === undefined ? this.#limiter : this.#limiterFor(organization);
    const reply = this.#send({ request, path, tried, isRead, repeatable, limiter });
    return withDeadline(reply, this.remainingMs, () =>
      Promise.reject(makeError(this.connection, { code: "ZOHO_TIMEOUT", tried })),
    );
  }

  async #send(call: Call): Promise<ZohoReply> {
    const { limiter, tried } = call;
    const state: RetryState = { tries: 0, waitedMs: 0, repeatable: call.repeatable };
    const { maxWaitMs } = this.#product;
    const options = { ...this.#timing, maxWaitMs, ...call.request.retry };
    const turn = { timing: this.#timing, deadlineAt: this.#deadlineAt };
    let outcomeUnknown = false;
    for (;;) {
      state.tries += 1;
      const received = await limiter.run(() => this.#try(call, state), turn);
      const attempt = received ?? this.#tooLate(limiter);
      const error = this.#errorFrom(call, attempt, { tries: state.tries, outcomeUnknown });
      const { status = 0, body, headers = {}, roundTripMs = 0 } = attempt;
      if (!error) return { status, body, headers, tried, roundTripMs };
      if (!received) throw error;

      state.remainingMs = this.remainingMs;
      const delayMs = delayBeforeRetry(attempt.outcome, state, options);
      if (delayMs === undefined) throw error;
      state.waitedMs += delayMs;
      outcomeUnknown ||= mayHaveBeenApplied(attempt.outcome);
      await this.#timing.sleep(delayMs);
    }
  }

  /** A call that was not sent because its turn would have come too late. */
  #tooLate(limiter: RateLimiter): Attempt {
    return limiter.isClosed(this.#timing)
      ? { ...TOO_LATE, failureCode: "ZOHO_RATE_LIMITED" }
      : TOO_LATE;
  }

  #errorFrom(
    { request, tried, isRead }: Call,
    attempt: Attempt,
    { tries, outcomeUnknown }: { tries: number; outcomeUnknown: boolean },
  ): Error | undefined {
    const { status = 0, failureCode: code } = attempt;
    const facts = !isRead && mayHaveBeenApplied(attempt.outcome) ? [OUTCOME_UNKNOWN] : [];
    if (code) return makeError(this.connection, { code, tried, status, tries, facts });
    const { method, payload, query, pairs = [], hints = [] } = request;
    return this.#product.errorFromReply(this.connection, attempt, {
      isRead,
      tried,
      sent: { payload, query: { ...query, ...Object.fromEntries(pairs) } },
      neededScope: request.scope ?? this.#product.scopeFor(method, this.#belowBase(request.path)),
      tries,
      outcomeUnknown,
      facts,
      hints,
    });
  }

  #belowBase(path: string): string {
    const { basePath } = this.#product;
    return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
  }

  async #try(call: Call, { tries }: RetryState): Promise<Attempt> {
    const { request, path, repeatable } = call;
    const { now, ticks } = this.#timing;
    const startedTick = ticks();
    const usualMs = request.isTransfer ? this.#timing.transferTimeoutMs : this.#timing.timeoutMs;
    const timeoutMs = Math.min(request.timeoutMs ?? usualMs, this.remainingMs);
    if (timeoutMs <= 0) return TOO_LATE;
    this.#calls += 1;
    const { method, payload, responseType = "json" } = request;
    const query = queryPairs(request);
    const received = await send({
      method,
      host: request.elsewhere?.host ?? this.hosts.apiHost,
      path,
      query,
      headers: {
        Accept: "application/json",
        ...request.headers,
        Authorization: `Zoho-oauthtoken ${this.#token}`,
      },
      payload,
      timeoutMs,
      maxReplyBytes: request.maxReplyBytes ?? HTTP.maxReplyBytes,
      repeatable,
    });
    const receivedAt = now();
    const roundTripMs = ticks() - startedTick;
    if (received.kind === "reply") this.#clock.observe(received.headers, receivedAt);
    const read = readReply(received, receivedAt, responseType);
    const attempt = { ...this.#product.interpret(read, receivedAt), roundTripMs };
    this.#observe(attempt, call.limiter);
    if (this.#debug) {
      const exchange = { request: { method, path, query, payload }, attempt, retries: tries - 1 };
      logExchange(this.logger, exchange);
    }
    return attempt;
  }

  #observe({ outcome, closedForMs, ...attempt }: Attempt, limiter: RateLimiter): void {
    const status = outcome.kind === "reply" ? outcome.status || undefined : attempt.status;
    limiter.observe({ ...attempt, status });
    if (closedForMs) limiter.closeFor(closedForMs, this.#timing);
  }
}

/** A call that was not sent because nobody waits for it any more. */
const TOO_LATE: Attempt = { outcome: { kind: "unsent" }, failureCode: "ZOHO_TIMEOUT" };

const OUTCOME_UNKNOWN =
  "Zoho may have carried out the write all the same: look for the record before repeating it.";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The access token; one that cannot be sent in a header counts as missing. */
function accessToken(connection: Connection): string {
  const token = connection.token?.access_token;
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ZohoConnectionError(connection, { code: "ZOHO_TOKEN_MISSING" });
}

function queryPairs({ query = {}, pairs = [] }: ZohoRequest): (readonly [string, string])[] {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return [...given.map(([name, value]) => [name, String(value)] as const), ...pairs];
}

/** Clocks of machines are rarely further off. */
const CLOCK_ERROR_MS = 120_000;

/**
 * A server time that is certainly not later than the moment Zoho read its data, in milliseconds since 1970: the
 * reply's Date less the round trip. Without a Date, the local time less two minutes.
 */
export function getServerTimeMs(
  { headers, roundTripMs }: Pick<ZohoReply, "headers" | "roundTripMs">,
  localNowMs: number,
): number {
  const date = Date.parse(headers.date ?? "");
  return (Number.isNaN(date) ? localNowMs - CLOCK_ERROR_MS : date) - roundTripMs;
}

/** Zoho's clock as of the last reply; the local clock until there was one. */
class ZohoClock {
  #aheadMs = 0;

  observe(headers: Record<string, string>, localNowMs: number): void {
    const date = Date.parse(headers.date ?? "");
    if (!Number.isNaN(date)) this.#aheadMs = date - localNowMs;
  }

  /** Milliseconds since 1970; up to a second and the time of a reply's way late. */
  at(localNowMs: number): number {
    return localNowMs + this.#aheadMs;
  }
}
