import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { booksErrorFromReply, interpretBooks } from "../client/errors/booksErrors";
import { makeError, UnavailableError, ZohoError } from "../client/errors/errors";
import type { ErrorCode } from "../client/errors/errorTable";
import { resolveHosts, type ZohoHosts } from "../client/hosts";
import { aliasLimiter, grantKeyFor, type Quota } from "../client/rateLimiter";
import type { ProductPaths } from "../client/rawRequest";
import { currentTiming, type Timing } from "../client/timing";
import {
  type CallContext,
  type ClientOptions,
  limiterKey,
  type Product,
  ZohoClient,
  type ZohoReply,
  type ZohoRequest,
} from "../client/zohoClient";
import { BOOKS_CALLS_IN_FLIGHT, BOOKS_RETRY } from "../limits";
import { isObject } from "../shared/json";
import {
  inOrganization,
  isAboutOrganizations,
  ORGANIZATIONS,
  organizationIn,
  withoutEmpty,
} from "./organizationParameter";
import { type BooksOrganization, defaultOf, fresh, KNOWN, NAMED } from "./organizations";

/** https://www.zoho.com/books/api/v3/ */
const BOOKS: Product = {
  basePath: "/books/v3",
  scopeFor: () => "ZohoBooks.fullaccess.all",
  limiter: BOOKS_CALLS_IN_FLIGHT,
  maxWaitMs: BOOKS_RETRY.maxWaitMs,
  interpret: (attempt, nowMs) => interpretBooks(attempt, nowMs, BOOKS_RETRY.minuteMs),
  errorFromReply: booksErrorFromReply,
};

/** Where raw requests to Zoho Books may go. */
export const BOOKS_PATHS: ProductPaths = { base: BOOKS.basePath, root: "/books/" };

export interface BooksOptions extends ClientOptions {
  /** The organization of every call; empty = the only one or the default one of the user. */
  organizationId: string;
}

/**
 * Talks to Zoho Books in one organization. Without an organization id none is sent, which is right for
 * users of one organization. For users of several, reads go to the default one and say so in a warning;
 * writes throw and name the choice, since a record in the wrong company is worse than an error.
 * https://www.zoho.com/books/api/v3/introduction/#organization-id
 */
export class BooksClient {
  readonly hosts: ZohoHosts;
  readonly logger: ActionLogger;
  readonly #connection: Connection;
  readonly #context: CallContext;
  readonly #options: ClientOptions;
  readonly #timing: Timing;
  /** By the clock of the pace: however many clients take part, they end together. */
  readonly #deadlineAt: number;
  /** The organization of every call; "" = the only one or the default one of the user. */
  readonly organizationId: string;
  /** Names the user behind the connection, without holding a token. */
  readonly user: string;
  /** By organization; "" for calls that name none. */
  readonly #clients = new Map<string, ZohoClient>();
  #hasWarned = false;
  /** The default organization, once it was read in. */
  #usualId = "";

  /** Throws a ConnectionError when the connection names no data center or holds no token. */
  constructor(connection: Connection, context: CallContext, options: BooksOptions) {
    const { organizationId, ...rest } = options;
    this.#connection = connection;
    this.#context = context;
    this.#options = rest;
    this.#timing = rest.timing ?? currentTiming();
    this.#deadlineAt = this.#timing.now() + (rest.deadlineMs ?? Number.POSITIVE_INFINITY);
    this.organizationId = organizationId;
    this.hosts = resolveHosts(connection);
    this.user = grantKeyFor(connection, this.hosts.apiHost);
    this.logger = this.#in("").logger;
  }

  /** The day's calls of the step's organization as of the last reply, be it named or the default one. */
  get quota(): Quota | undefined {
    return this.#in(this.organizationId || this.#usualId).quota;
  }

  /** The same client for another organization. */
  within(organizationId: string): BooksClient {
    return new BooksClient(this.#connection, this.#context, { ...this.#options, organizationId });
  }

  /** Calls sent so far, retries included. */
  get calls(): number {
    return [...this.#clients.values()].reduce((sum, { calls }) => sum + calls, 0);
  }

  /** Sends a request with its organization. Throws for every refusal, also for one inside a 200. */
  async request(request: ZohoRequest): Promise<ZohoReply> {
    if (isAboutOrganizations(request)) return this.#in("").request(request);
    const named = organizationIn(request) ?? this.organizationId;
    if (named !== "") return this.#inNamed(request, named);
    const isRead = request.isRead ?? request.method === "GET";
    const known = isRead ? await this.#inTime(fresh(KNOWN.get(this.user))) : undefined;
    const usual = known && defaultOf(known);
    if (usual) return this.#inDefault(request, usual, known);
    try {
      return await this.#in("").request(withoutEmpty(request));
    } catch (error) {
      if (!isError(error, "ZOHO_ORGANIZATION_MISSING")) throw error;
      const all = await this.#ownOrganizations();
      const found = isRead && all ? defaultOf(all) : undefined;
      if (!found || !all) throw this.#withChoice(error, all);
      return this.#inDefault(request, found, all);
    }
  }

  async #inNamed(request: ZohoRequest, id: string): Promise<ZohoReply> {
    try {
      const reply = await this.#in(id).request(inOrganization(request, id));
      const before = NAMED.get(this.user);
      NAMED.set(this.user, before === undefined || before === id ? id : "");
      return reply;
    } catch (error) {
      if (!isError(error, "ZOHO_ORGANIZATION_UNKNOWN")) throw error;
      const all = await this.organizations().catch(() => undefined);
      throw this.#withChoice(error, all?.organizations);
    }
  }

  /** Reads in the default organization. One that is no longer the user's is forgotten, and looked up anew. */
  async #inDefault(
    request: ZohoRequest,
    organization: BooksOrganization,
    all: readonly BooksOrganization[],
  ): Promise<ZohoReply> {
    const { id } = organization;
    try {
      const reply = await this.#in(id).request(inOrganization(request, id));
      this.#usualId = id;
      this.#warnOf(organization, all);
      return reply;
    } catch (error) {
      if (!isError(error, "ZOHO_ORGANIZATION_UNKNOWN")) throw error;
      KNOWN.delete(this.user);
      const now = await this.#ownOrganizations();
      const other = now && defaultOf(now);
      if (!other || other.id === id) throw this.#withChoice(error, now);
      return this.#inDefault(request, other, now);
    }
  }

  #warnOf({ id, name }: BooksOrganization, all: readonly BooksOrganization[]): void {
    if (this.#hasWarned || all.length < 2) return;
    this.#hasWarned = true;
    this.logger.warn(
      `The connected user belongs to several Zoho Books organizations. Without an Organization ID, the default one was read: ${name} (${id}).`,
    );
  }

  /**
   * Limits are kept by organization, so each has a client of its own. Calls that name none count for the one
   * organization that other calls of the same user have named, if there is just one.
   */
  #in(organizationId: string): ZohoClient {
    const { apiHost } = this.hosts;
    const counted = organizationId || NAMED.get(this.user) || "";
    const present = this.#clients.get(counted);
    if (present) return present;
    const organization = counted === "" ? this.user : `${apiHost} ${counted}`;
    if (counted !== "" && !NAMED.has(this.user)) {
      aliasLimiter(limiterKey(BOOKS, this.user), limiterKey(BOOKS, organization));
    }
    const deadlineMs = this.#deadlineAt - this.#timing.now();
    const client = new ZohoClient(BOOKS, this.#connection, this.#context, {
      ...this.#options,
      organization,
      ...(deadlineMs < Number.POSITIVE_INFINITY && { deadlineMs: Math.max(0, deadlineMs) }),
    });
    this.#clients.set(counted, client);
    return client;
  }

  /** What a promise brings before the deadline; undefined when it comes later or fails. */
  async #inTime<Value>(promise: Promise<Value> | undefined): Promise<Value | undefined> {
    if (promise === undefined) return undefined;
    const settled = promise.catch(() => undefined);
    const remainingMs = this.#deadlineAt - this.#timing.now();
    if (remainingMs === Number.POSITIVE_INFINITY) return settled;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.max(0, remainingMs));
    });
    return Promise.race([settled, late]).finally(() => clearTimeout(timer));
  }

  /** The organizations of the connected user. Needs ZohoBooks.settings.READ. */
  async organizations(): Promise<{ organizations: BooksOrganization[]; reply: ZohoReply }> {
    const reply = await this.#in("").request({
      method: "GET",
      path: ORGANIZATIONS,
      scope: "ZohoBooks.settings.READ",
    });
    const list = isObject(reply.body) ? reply.body.organizations : undefined;
    if (!Array.isArray(list)) {
      const { status, tried } = reply;
      throw new UnavailableError({ code: "ZOHO_REPLY_UNEXPECTED", status, tried });
    }
    const organizations = list.flatMap((row) => {
      const id = isObject(row) ? String(row.organization_id ?? "") : "";
      if (!isObject(row) || !/^\d{1,20}$/.test(id)) return [];
      return [{ id, name: String(row.name ?? ""), isDefault: row.is_default_org === true }];
    });
    return { organizations, reply };
  }

  /** The same, looked up once by all calls together; undefined when it cannot be read in time. */
  async #ownOrganizations(): Promise<BooksOrganization[] | undefined> {
    const present = fresh(KNOWN.get(this.user));
    if (present) return this.#inTime(present);
    const asked = this.organizations().then(({ organizations }) => organizations);
    KNOWN.set(this.user, { asked, atMs: performance.now() });
    asked.catch(() => {
      if (KNOWN.get(this.user)?.asked === asked) KNOWN.delete(this.user);
    });
    return this.#inTime(asked);
  }

  /** The same error with the organizations that would work, as far as they can be read. */
  #withChoice(error: ZohoError, all: readonly BooksOrganization[] | undefined): Error {
    if (!all) return error;
    const { code, status, zohoCode, tries, tried } = error;
    const names = all
      .slice(0, MAX_NAMED)
      .map(({ id, name, isDefault }) => `${name} (${id}${isDefault ? ", the default one" : ""})`);
    return makeError(this.#connection, {
      code,
      tries,
      ...(tried !== undefined && { tried }),
      ...(status !== undefined && { status }),
      ...(zohoCode !== undefined && { zohoCode }),
      facts: [`Organizations of the user: ${names.join(", ") || "none"}.`],
    });
  }
}

/** A client for Zoho Books. Throws a ConnectionError when the connection cannot be used at all. */
export function booksClient(
  connection: Connection,
  context: CallContext,
  options: BooksOptions,
): BooksClient {
  return new BooksClient(connection, context, options);
}

const MAX_NAMED = 20;

const isError = (error: unknown, code: ErrorCode): error is ZohoError =>
  error instanceof ZohoError && error.code === code;
