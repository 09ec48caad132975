import { booksApi } from "../books/api";
import { seedBooks } from "../books/seeding/seed";
import type { BooksOrganization } from "../books/state/booksOrganization";
import { Clock } from "../clock";
import { identifyHost } from "../dataCenters";
import { isJsonObject, type JsonObject, type Reply } from "../http";
import { SandboxState } from "../state/sandboxState";
import { buildRequest, type CallOptions } from "./calls";

interface BooksCallOptions extends CallOptions {
  /** Added to the query unless "". */
  organization?: string;
}

export const NORTHWIND = "700100200";
export const HARBOR_LIGHTS = "700100300";

/** Zoho Books without sockets. Its clock stands at 2026-02-01 11:00 in India until it is moved. */
export class BooksSandbox {
  readonly clock = new Clock(() => 0);
  readonly state: SandboxState;

  /** Seeds only the given records. */
  constructor(records: Record<string, number> = {}, variants: Record<string, unknown> = {}) {
    this.clock.set(Date.parse("2026-02-01T11:00:00+05:30"));
    this.state = new SandboxState(variants, () => this.clock.now());
    seedBooks(this.state.books, { "*": 0, ...records }, this.clock.nowSecond());
  }

  /** A call; `url` follows `/books/v3`. */
  call(method: string, url: string, options: BooksCallOptions = {}): Reply {
    const { organization = NORTHWIND } = options;
    const request = buildRequest(method, `/books/v3${url}`, options);
    if (organization !== "") request.query.set("organization_id", organization);
    const server = identifyHost(request.headers.host ?? "");
    if (!server) throw new Error("unknown host");
    return booksApi(this.state, request, this.clock, server);
  }

  get(url: string, options: BooksCallOptions = {}): JsonObject {
    return getBody(this.call("GET", url, options));
  }

  /** Creates a record and returns it from the reply. */
  create(url: string, body: JsonObject, options: BooksCallOptions = {}): JsonObject {
    const reply = this.call("POST", url, { body, ...options });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.json));
    return getRecord(reply);
  }

  get organization(): BooksOrganization {
    return this.state.books.defaultOrganization;
  }
}

/** The JSON of a reply. */
export function getBody(reply: Reply): JsonObject {
  if (!isJsonObject(reply.json)) throw new Error(`no JSON: ${JSON.stringify(reply)}`);
  return reply.json;
}

/** The only object in a reply. */
export function getRecord(reply: Reply): JsonObject {
  const found = Object.entries(getBody(reply)).find(([, value]) => isJsonObject(value));
  if (!found || !isJsonObject(found[1])) throw new Error(`no record: ${JSON.stringify(reply)}`);
  return found[1];
}

/** The list under a key. */
export function rowsUnder(body: JsonObject, key: string): JsonObject[] {
  const rows = body[key];
  if (!Array.isArray(rows)) throw new Error(`no ${key} in ${JSON.stringify(body)}`);
  return rows;
}
