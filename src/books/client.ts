import type { ActionLogger, Connection } from "@prismatic-io/spectral";
import { booksErrorFromReply, interpretBooks } from "../client/errors/booksErrors";
import { ZohoError } from "../client/errors/errors";
import type { ErrorCode } from "../client/errors/errorTable";
import type { ZohoHosts } from "../client/hosts";
import type { Quota } from "../client/rateLimiter";
import type {
  CallContext,
  ClientOptions,
  Product,
  ProductPaths,
  ZohoReply,
  ZohoRequest,
} from "../client/request";
import { ZohoClient } from "../client/zohoClient";
import { BOOKS_CALLS_IN_FLIGHT, BOOKS_RETRY } from "../limits";
import {
  type BooksOrganization,
  defaultOf,
  inOrganization,
  isAboutOrganizations,
  requestedOrganization,
  UserOrganizations,
  withoutEmptyOrganization,
} from "./organizations";

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
  /** The organization of every call; empty = the user's only or default one. */
  organizationId: string;
}

/** A client for Zoho Books. Throws a ConnectionError if the connection cannot be used at all. */
export function booksClient(
  connection: Connection,
  context: CallContext,
  { organizationId, ...options }: BooksOptions,
): BooksClient {
  return new BooksClient(new ZohoClient(BOOKS, connection, context, options), organizationId);
}

/**
 * Talks to Zoho Books in one organization. Without an organization id it sends none, which suits users of
 * one organization. For users of several, reads go to the default one and log a warning; writes throw an
 * error that lists the choice, since a record in the wrong company is worse than an error.
 * https://www.zoho.com/books/api/v3/introduction/#organization-id
 */
export class BooksClient {
  readonly organizationId: string;
  readonly hosts: ZohoHosts;
  readonly logger: ActionLogger;
  /** Identifies the user behind the connection, without holding a token. */
  readonly user: string;
  readonly #http: ZohoClient;
  readonly #organizations: UserOrganizations;
  /** Its id, once a call was made in it. */
  #defaultId = "";
  #hasWarned = false;

  constructor(http: ZohoClient, organizationId: string) {
    this.organizationId = organizationId;
    this.hosts = http.hosts;
    this.logger = http.logger;
    this.user = http.organization;
    this.#http = http;
    this.#organizations = new UserOrganizations(http);
  }

  /** The same client, deadline and number of calls included, for another organization. */
  within(organizationId: string): BooksClient {
    return new BooksClient(this.#http, organizationId);
  }

  /** Calls sent so far, including retries. */
  get calls(): number {
    return this.#http.calls;
  }

  /** The day's calls of the step's organization, named or default, as of the last reply. */
  get quota(): Quota | undefined {
    const id = this.organizationId || this.#defaultId;
    return this.#http.quotaOf(this.#organizations.limitsKey(id));
  }

  /** The organizations of the connected user. Needs ZohoBooks.settings.READ. */
  organizations(): Promise<{ organizations: BooksOrganization[]; reply: ZohoReply }> {
    return this.#organizations.read();
  }

  /** Sends a request in its organization. Throws for every error, also for one inside a 200. */
  async request(request: ZohoRequest): Promise<ZohoReply> {
    if (isAboutOrganizations(request)) return this.#send(request, "");
    const named = requestedOrganization(request) ?? this.organizationId;
    if (named !== "") return this.#inNamed(request, named);
    const isRead = request.isRead ?? request.method === "GET";
    const known = isRead ? await this.#organizations.known() : undefined;
    const usual = known && defaultOf(known);
    if (usual) return this.#inDefault(request, usual, known);
    try {
      return await this.#send(withoutEmptyOrganization(request), "");
    } catch (error) {
      if (!isError(error, "ZOHO_ORGANIZATION_MISSING")) throw error;
      const all = await this.#organizations.lookUp();
      const found = isRead && all ? defaultOf(all) : undefined;
      if (!found || !all) throw this.#organizations.withChoice(error, all);
      return this.#inDefault(request, found, all);
    }
  }

  #send(request: ZohoRequest, organizationId: string): Promise<ZohoReply> {
    return this.#http.request(request, this.#organizations.limitsKey(organizationId));
  }

  async #inNamed(request: ZohoRequest, id: string): Promise<ZohoReply> {
    try {
      const reply = await this.#send(inOrganization(request, id), id);
      this.#organizations.noteRequested(id);
      return reply;
    } catch (error) {
      if (!isError(error, "ZOHO_ORGANIZATION_UNKNOWN")) throw error;
      const all = await this.organizations().catch(() => undefined);
      throw this.#organizations.withChoice(error, all?.organizations);
    }
  }

  /** Reads in the default organization; looks it up again if the user no longer belongs to it. */
  async #inDefault(
    request: ZohoRequest,
    organization: BooksOrganization,
    all: readonly BooksOrganization[],
  ): Promise<ZohoReply> {
    const { id } = organization;
    try {
      const reply = await this.#send(inOrganization(request, id), id);
      this.#defaultId = id;
      this.#warnOfDefault(organization, all);
      return reply;
    } catch (error) {
      if (!isError(error, "ZOHO_ORGANIZATION_UNKNOWN")) throw error;
      this.#organizations.forget();
      const now = await this.#organizations.lookUp();
      const other = now && defaultOf(now);
      if (!other || other.id === id) throw this.#organizations.withChoice(error, now);
      return this.#inDefault(request, other, now);
    }
  }

  #warnOfDefault({ id, name }: BooksOrganization, all: readonly BooksOrganization[]): void {
    if (this.#hasWarned || all.length < 2) return;
    this.#hasWarned = true;
    this.logger.warn(
      `The connected user belongs to several Zoho Books organizations. Without an Organization ID, the default one was read: ${name} (${id}).`,
    );
  }
}

const isError = (error: unknown, code: ErrorCode): error is ZohoError =>
  error instanceof ZohoError && error.code === code;
