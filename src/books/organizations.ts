import { makeError, UnavailableError, type ZohoError } from "../client/errors/errors";
import type { ZohoReply, ZohoRequest } from "../client/request";
import { withDeadline } from "../client/timing";
import type { ZohoClient } from "../client/zohoClient";
import { LruMap } from "../shared/collections";
import { isObject } from "../shared/json";

/** An organization of the connected user. */
export interface BooksOrganization {
  id: string;
  name: string;
  isDefault: boolean;
}

interface Lookup {
  organizations: Promise<BooksOrganization[]>;
  startedAt: number;
}

const MAX_USERS = 50;

/** Of users of several organizations, as reads without an id had to look them up. */
const lookups = new LruMap<Lookup>(MAX_USERS);

/** A user may join an organization or choose another default. */
const LOOKUP_LASTS_MS = 5 * 60_000;

/** The one organization that a user's calls have named; "" if there were several. */
const requested = new LruMap<string>(MAX_USERS);

/** What the process knows about the organizations of a connected user, shared by all steps. */
export class UserOrganizations {
  readonly #http: ZohoClient;
  readonly #user: string;

  constructor(http: ZohoClient) {
    this.#http = http;
    this.#user = http.organization;
  }

  /** Remembers an organization that a call named and Zoho accepted. */
  noteRequested(id: string): void {
    const before = requested.get(this.#user);
    requested.set(this.#user, before === undefined || before === id ? id : "");
  }

  /**
   * Whose limits the calls in an organization count for. Calls that name none ("") count for the one that
   * other calls of the user have named, if there is just one; otherwise for the user.
   */
  limitsKey(organizationId: string): string {
    const id = organizationId || requested.get(this.#user) || "";
    if (id === "") return this.#user;
    const key = `${this.#http.hosts.apiHost} ${id}`;
    if (!requested.has(this.#user)) this.#http.shareLimits(key);
    return key;
  }

  /** Asks Zoho for the organizations. Needs ZohoBooks.settings.READ. */
  async read(): Promise<{ organizations: BooksOrganization[]; reply: ZohoReply }> {
    const scope = "ZohoBooks.settings.READ";
    const request = { method: "GET", path: ORGANIZATIONS, scope };
    const reply = await this.#http.request(request, this.limitsKey(""));
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

  /** The organizations looked up in the last minutes; undefined if there are none, or not in time. */
  async known(): Promise<BooksOrganization[] | undefined> {
    const present = this.#freshLookup();
    return present && this.#inTime(present);
  }

  /** The same, looked up if necessary, once for all concurrent calls. */
  async lookUp(): Promise<BooksOrganization[] | undefined> {
    return this.#inTime(this.#freshLookup() ?? this.#startLookup());
  }

  #freshLookup(): Promise<BooksOrganization[]> | undefined {
    const lookup = lookups.get(this.#user);
    const isFresh = lookup && performance.now() - lookup.startedAt < LOOKUP_LASTS_MS;
    return isFresh ? lookup.organizations : undefined;
  }

  #startLookup(): Promise<BooksOrganization[]> {
    const organizations = this.read().then((result) => result.organizations);
    lookups.set(this.#user, { organizations, startedAt: performance.now() });
    organizations.catch(() => {
      if (lookups.get(this.#user)?.organizations === organizations) this.forget();
    });
    return organizations;
  }

  forget(): void {
    lookups.delete(this.#user);
  }

  #inTime(organizations: Promise<BooksOrganization[]>): Promise<BooksOrganization[] | undefined> {
    const settled = organizations.catch(() => undefined);
    return withDeadline(settled, this.#http.remainingMs, () => undefined);
  }

  /** The same error with the organizations to choose from, if they could be read. */
  withChoice(error: ZohoError, all: readonly BooksOrganization[] | undefined): Error {
    if (!all) return error;
    const { code, status, zohoCode, tries, tried } = error;
    const names = all
      .slice(0, MAX_LISTED)
      .map(({ id, name, isDefault }) => `${name} (${id}${isDefault ? ", the default one" : ""})`);
    const facts = [`Organizations of the user: ${names.join(", ") || "none"}.`];
    return makeError(this.#http.connection, { code, tries, tried, status, zohoCode, facts });
  }
}

const MAX_LISTED = 20;

/** The one marked as default, or the only one. */
export function defaultOf(
  organizations: readonly BooksOrganization[],
): BooksOrganization | undefined {
  const marked = organizations.find(({ isDefault }) => isDefault);
  return marked ?? (organizations.length === 1 ? organizations[0] : undefined);
}

/** https://www.zoho.com/books/api/v3/introduction/#organization-id */
const ORGANIZATION_ID = "organization_id";

const ORGANIZATIONS = "/organizations";

/** Whether a request is about the organizations themselves, which belong to none. */
export function isAboutOrganizations({ path, elsewhere }: ZohoRequest): boolean {
  const below = elsewhere ? path.replace(/^\/books\/v\d+/, "") : path;
  return below === ORGANIZATIONS || below.startsWith(`${ORGANIZATIONS}/`);
}

/** The organization that a request names itself, as a raw request or a filter may. */
export function requestedOrganization({ query = {}, pairs = [] }: ZohoRequest): string | undefined {
  const pair = pairs.find(([name, value]) => name === ORGANIZATION_ID && value !== "")?.[1];
  const value = pair ?? query[ORGANIZATION_ID];
  return value === undefined || value === "" ? undefined : String(value);
}

/** The request without an empty organization parameter. */
export function withoutEmptyOrganization(request: ZohoRequest): ZohoRequest {
  const isEmpty = ([name, value]: readonly [string, string]) =>
    name === ORGANIZATION_ID && value === "";
  return { ...request, pairs: request.pairs?.filter((pair) => !isEmpty(pair)) };
}

/** The request in an organization, unless it names its own. */
export function inOrganization(request: ZohoRequest, id: string): ZohoRequest {
  const own = requestedOrganization(request);
  const query = own === undefined ? { ...request.query, [ORGANIZATION_ID]: id } : request.query;
  return withoutEmptyOrganization({ ...request, query });
}
