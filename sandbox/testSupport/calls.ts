import { accountsServer } from "../accounts/routes";
import { Clock } from "../clock";
import { crmApi } from "../crm/api";
import { identifyHost } from "../dataCenters";
import { isJsonObject, type JsonObject, type Reply, type SandboxRequest } from "../http";
import type { StoredRecord } from "../state/recordStore";
import { SandboxState } from "../state/sandboxState";
import type { Module } from "../state/schema/modules";
import { seedDefaults } from "../state/seeding";

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  host?: string;
  token?: string;
}

/** Encodes bytes and texts unchanged, anything else as JSON. */
function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

export function buildRequest(method: string, url: string, options: CallOptions): SandboxRequest {
  const [path = "", query = ""] = url.split("?");
  const { body = "", host = "127.0.0.1", token = "sandbox" } = options;
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers: { host, authorization: `Zoho-oauthtoken ${token}`, ...options.headers },
    body: toBytes(body),
  };
}

/** A sandbox without sockets. Its clock stands at 2026-01-01 10:00 in India until it is moved. */
export class TestSandbox {
  readonly clock = new Clock(() => 0);
  readonly state: SandboxState;

  constructor(records: Record<string, number> = {}, variants: Record<string, unknown> = {}) {
    this.clock.set(Date.parse("2026-01-01T10:00:00+05:30"));
    this.state = new SandboxState(variants, () => this.clock.now());
    seedDefaults(this.state, { "*": 0, ...records }, this.clock.nowSecond());
  }

  /** A call to the CRM API; `url` follows `/crm/v8`. */
  crm(method: string, url: string, options: CallOptions = {}): Reply {
    return this.call(method, `/crm/v8${url}`, options);
  }

  /** A call to the CRM API with its full path. */
  call(method: string, url: string, options: CallOptions = {}): Reply {
    const request = buildRequest(method, url, options);
    const server = identifyHost(request.headers.host ?? "");
    if (!server) throw new Error("unknown host");
    return crmApi(this.state, request, this.clock, server);
  }

  /** A COQL query. */
  coql(query: string, options: CallOptions = {}): Reply {
    return this.crm("POST", "/coql", { body: { select_query: query }, ...options });
  }

  /** A call to an accounts server with a form. */
  accounts(
    method: string,
    url: string,
    form: Record<string, string> = {},
    host = "accounts.zoho.com",
  ): Reply {
    const server = identifyHost(host);
    if (server?.kind !== "accounts") throw new Error("no accounts server");
    const request = buildRequest(method, url, {
      body: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      host,
    });
    return accountsServer(this.state, request, this.clock, server.location);
  }

  /** A module of the state; throws if there is none. */
  module(name: string): Module {
    const module = this.state.modules.get(name);
    if (!module) throw new Error(`no module ${name}`);
    return module;
  }

  /** A stored record; throws if there is none. */
  stored(moduleName: string, id: string): StoredRecord {
    const record = this.state.records.get(moduleName)?.get(id);
    if (!record) throw new Error(`no record ${id} in ${moduleName}`);
    return record;
  }

  /** Creates a record and returns its id. */
  create(module: string, record: JsonObject): string {
    const reply = this.crm("POST", `/${module}`, { body: { data: [record] } });
    const id = getFirst(reply).details;
    if (!isJsonObject(id) || typeof id.id !== "string") {
      throw new Error(JSON.stringify(reply.json));
    }
    return id.id;
  }
}

/** The rows of a reply under `data`, or under another key. */
export function getRows(reply: Reply, key = "data"): JsonObject[] {
  const rows = isJsonObject(reply.json) ? reply.json[key] : undefined;
  if (!Array.isArray(rows)) throw new Error(`no ${key} in ${JSON.stringify(reply)}`);
  return rows;
}

export function getFirst(reply: Reply, key = "data"): JsonObject {
  const [first] = getRows(reply, key);
  if (!first) throw new Error(`empty ${key}`);
  return first;
}

/** The `info` of a reply. */
export function getInfo(reply: Reply): JsonObject {
  const info = isJsonObject(reply.json) ? reply.json.info : undefined;
  if (!isJsonObject(info)) throw new Error(`no info in ${JSON.stringify(reply)}`);
  return info;
}
