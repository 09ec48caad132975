import { appendFileSync } from "node:fs";

const RING_SIZE = 1000;
/** The ring truncates longer bodies; recordings do not. */
const RING_BODY_BYTES = 65_536;
const FLUSH_LINES = 100;
const FLUSH_MS = 250;

/** A request and its reply, as in recordings and `/_sandbox/requests`. */
export interface Exchange {
  method: string;
  url: string;
  host: string;
  headers: Record<string, string>;
  body: string;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: string;
  durationMs: number;
  fault?: string;
}

const SECRET_NAMES = "client_secret|refresh_token|access_token|token|code";
const IN_FORM = new RegExp(`(^|[?&])(${SECRET_NAMES})=[^&]*`, "g");
const IN_JSON = new RegExp(`"(${SECRET_NAMES})"(\\s*:\\s*)"[^"]*"`, "g");
const IN_MULTIPART = new RegExp(`(name="(?:${SECRET_NAMES})"\\r\\n\\r\\n)[^\\r]*`, "g");

/** Redacts secrets in a text. Use it only on exchanges with the accounts server. */
const redactSecrets = (text: string): string =>
  text.replace(IN_FORM, "$1$2=***").replace(IN_JSON, '"$1"$2"***"').replace(IN_MULTIPART, "$1***");

function redact(exchange: Exchange): Exchange {
  const headers = { ...exchange.headers };
  if (headers.authorization !== undefined) headers.authorization = "***";
  if (!exchange.url.startsWith("/oauth/")) return { ...exchange, headers };
  const location = exchange.responseHeaders.location;
  return {
    ...exchange,
    headers,
    url: redactSecrets(exchange.url),
    body: redactSecrets(exchange.body),
    responseBody: redactSecrets(exchange.responseBody),
    responseHeaders: {
      ...exchange.responseHeaders,
      ...(location !== undefined && { location: redactSecrets(location) }),
    },
  };
}

/** Copies through a buffer, because a slice would keep the full text in memory. */
function shortened(text: string): string {
  if (text.length <= RING_BODY_BYTES) return text;
  return `${Buffer.from(text).toString("utf8", 0, RING_BODY_BYTES)}… (cut)`;
}

/** Method and path without ids, to count calls of a kind. */
const callName = ({ method, url }: Exchange): string =>
  `${method} ${url.replace(/\?.*$/, "").replace(/\/\d{5,}(?=\/|$)/g, "/{id}")}`;

/** Keeps the last exchanges, counts all, and appends them to the file if there is one. */
export class ExchangeLog {
  private ring: Exchange[] = [];
  private pending: string[] = [];
  private flushTimer: NodeJS.Timeout | undefined;
  private calls = 0;
  private bytes = 0;
  private callsByPath: Record<string, number> = {};

  constructor(private readonly recordFile?: string) {}

  add(raw: Exchange): void {
    const exchange = redact(raw);
    this.calls += 1;
    this.bytes += Number(raw.responseHeaders["content-length"] ?? 0);
    const name = callName(exchange);
    this.callsByPath[name] = (this.callsByPath[name] ?? 0) + 1;
    const { body, responseBody } = exchange;
    this.ring.push({ ...exchange, body: shortened(body), responseBody: shortened(responseBody) });
    if (this.ring.length > RING_SIZE) this.ring.shift();
    if (this.recordFile) this.record(JSON.stringify(exchange));
  }

  private record(line: string): void {
    this.pending.push(line);
    if (this.pending.length >= FLUSH_LINES) this.flush();
    else this.flushTimer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  /** Writes pending lines to the file. */
  flush(): void {
    clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    if (!this.recordFile || this.pending.length === 0) return;
    appendFileSync(this.recordFile, `${this.pending.join("\n")}\n`);
    this.pending = [];
  }

  /** The newest `limit` exchanges, oldest first. */
  last(limit: number): Exchange[] {
    return limit > 0 ? this.ring.slice(-limit) : [];
  }

  statistics(): { calls: number; bytes: number; callsByPath: Record<string, number> } {
    return { calls: this.calls, bytes: this.bytes, callsByPath: { ...this.callsByPath } };
  }

  clear(): void {
    this.ring = [];
    this.calls = 0;
    this.bytes = 0;
    this.callsByPath = {};
  }
}
