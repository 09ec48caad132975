import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { errorOf, ZohoConnectionError } from "./errors";
import { logExchange } from "./exchangeLog";
import { resolveHosts, type ZohoHosts } from "./hosts";
import { currentPace, type Pace } from "./localZoho";
import { refusalOf } from "./refusal";
import { type Attempt, readReply } from "./replyReader";
import { delayBeforeRetry, type RetryState } from "./retry";
import { organizationKey, type Traffic, trafficOf } from "./traffic";
import { send } from "./transport";

/** What differs between the products of Zoho's. */
export interface Product {
  basePath: string;
  /** The scope that a call needs, for the error that reports a missing one. */
  scopeFor(method: string, path: string): string;
}

/** The part of an action's or data source's context that the client uses. */
export interface CallContext {
  logger: ActionLogger;
  debug?: { enabled: boolean };
}

export interface ZohoRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the product's base path, segments escaped, without a query. */
  path: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface ZohoReply {
  status: number;
  /** Parsed JSON; undefined for an empty reply (204, 304). */
  body: unknown;
  /** What was asked, as "GET /crm/v8/Leads". */
  tried: string;
}

export interface ClientOptions {
  /** Milliseconds after which no call of this client goes on. */
  deadlineMs?: number;
  pace?: Pace;
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
  readonly #traffic: Traffic;
  readonly #pace: Pace;
  readonly #deadlineAt: number;

  constructor(
    product: Product,
    connection: Connection,
    context: CallContext,
    options: ClientOptions = {},
  ) {
    this.connection = connection;
    this.hosts = resolveHosts(connection);
    this.logger = context.logger;
    this.organization = organizationKey(connection, this.hosts.apiHost);
    this.#product = product;
    this.#debug = context.debug?.enabled ?? false;
    this.#token = accessToken(connection);
    this.#traffic = trafficOf(this.organization);
    this.#pace = options.pace ?? currentPace();
    this.#deadlineAt = this.#pace.now() + (options.deadlineMs ?? Number.POSITIVE_INFINITY);
  }

  /** API credits left as of the last reply; undefined while under half of the day's are used. */
  get creditsRemaining(): number | undefined {
    return this.#traffic.creditsRemaining;
  }

  /**
   * Sends a request and returns Zoho's reply. Throws when Zoho refuses it as a whole: the call itself, or
   * every record of a write. Of a write that was refused in part the reply is returned.
   */
  async request(request: ZohoRequest): Promise<ZohoReply> {
    const reply = this.#send(request);
    if (this.#deadlineAt === Number.POSITIVE_INFINITY) return reply;
    reply.catch(() => undefined); // Whoever loses the race must not end as an unhandled rejection.
    let timer: NodeJS.Timeout | undefined;
    const expiry = new Promise<never>((_, reject) => {
      const tried = `${request.method} ${this.#product.basePath}${request.path}`;
      const late = errorOf(this.connection, { code: "ZOHO_TIMEOUT", tried });
      timer = setTimeout(() => reject(late), Math.max(0, this.#deadlineAt - this.#pace.now()));
    });
    return Promise.race([reply, expiry]).finally(() => clearTimeout(timer));
  }

  async #send(request: ZohoRequest): Promise<ZohoReply> {
    const path = `${this.#product.basePath}${request.path}`;
    const tried = `${request.method} ${path}`;
    const state: RetryState = { tries: 0, waitedMs: 0, repeatable: request.method !== "POST" };
    for (;;) {
      state.tries += 1;
      const attempt = await this.#traffic.run(() => this.#try(request, path, state));
      const { status = 0, body, problem } = attempt;
      const { tries } = state;
      const facts = mayHaveHappened(request.method, attempt) ? [DOUBT] : [];
      const refusal = problem
        ? errorOf(this.connection, { code: problem, tried, status, tries, facts })
        : refusalOf(this.connection, attempt, {
            method: request.method,
            tried,
            sent: { body: request.body, query: request.query },
            neededScope: this.#product.scopeFor(request.method, request.path),
            tries,
            facts,
          });
      if (!refusal) return { status, body, tried };

      state.remainingMs = this.#deadlineAt - this.#pace.now();
      const delayMs = delayBeforeRetry(attempt.outcome, state, this.#pace);
      if (delayMs === undefined) throw refusal;
      state.waitedMs += delayMs;
      await this.#pace.sleep(delayMs);
    }
  }

  async #try(request: ZohoRequest, path: string, state: RetryState): Promise<Attempt> {
    const startedAt = this.#pace.now();
    const timeoutMs = Math.min(this.#pace.timeoutMs, this.#deadlineAt - startedAt);
    if (timeoutMs <= 0) {
      return { outcome: { kind: "reply", status: 0 }, problem: "ZOHO_TIMEOUT" };
    }
    const query = definedParameters(request.query);
    const received = await send({
      method: request.method,
      host: this.hosts.apiHost,
      target: path + queryString(query),
      headers: this.#headers(request),
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      timeoutMs,
      repeatable: state.repeatable,
    });
    const now = this.#pace.now();
    const attempt = readReply(received, now);
    this.#traffic.note(attempt);
    if (this.#debug) {
      logExchange(this.logger, {
        request: { method: request.method, path, query, body: request.body },
        attempt,
        milliseconds: now - startedAt,
        retries: state.tries - 1,
      });
    }
    return attempt;
  }

  #headers(request: ZohoRequest): Record<string, string> {
    return {
      Accept: "application/json",
      ...(request.body !== undefined && { "Content-Type": "application/json" }),
      ...request.headers,
      Authorization: `Zoho-oauthtoken ${this.#token}`,
    };
  }
}

const DOUBT = "The write may have happened all the same: look for the record before repeating it.";

/** Whether a write that failed may have been carried out: Zoho got it and did not say no. */
const mayHaveHappened = (method: string, { outcome, status = 0 }: Attempt): boolean =>
  method !== "GET" && outcome.kind !== "unsent" && (status < 400 || status >= 500);

/** The token as the platform hands it over; one that cannot stand in a header is no token. */
function accessToken(connection: Connection): string {
  const token = connection.token?.access_token;
  if (typeof token === "string" && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new ZohoConnectionError(connection, { code: "ZOHO_TOKEN_MISSING" });
}

function definedParameters(query: ZohoRequest["query"] = {}): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") defined[name] = String(value);
  }
  return defined;
}

function queryString(query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === "" ? "" : `?${text.replaceAll("+", "%20").replaceAll("%2C", ",")}`;
}
