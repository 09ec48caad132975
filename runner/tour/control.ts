import { isObject, type Row } from "./rows";

/** A call that the local Zoho received. */
export interface Exchange {
  method: string;
  url: string;
  host: string;
  status: number;
}

/** A named fault and the calls it applies to; count 0 means all of them. */
export interface Scenario {
  name: string;
  count: number;
  match?: { method?: string; path?: string };
  delayMs?: number;
}

/** A notification channel as the local Zoho stores it. */
export interface Watch {
  channelId: string;
  notifyUrl: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

/** A client of a local Zoho's control API, `/_sandbox/`: its records, its log, its clock. */
export class Control {
  constructor(private readonly origin: string) {}

  /** The number of calls so far, including those to the accounts server. */
  async calls(): Promise<number> {
    return Number((await this.get("stats")).calls);
  }

  async lastRequests(limit: number): Promise<Exchange[]> {
    const { requests } = await this.get(`requests?limit=${limit}`);
    return (Array.isArray(requests) ? requests : []).filter(isObject).map((one) => ({
      method: String(one.method),
      url: String(one.url),
      host: String(one.host),
      status: Number(one.status),
    }));
  }

  /** A record as it is stored, or undefined if there is none. */
  async record(module: string, id: string): Promise<Row | undefined> {
    const { record } = await this.get(`records?module=${module}&id=${id}`);
    return isObject(record) ? record : undefined;
  }

  /** The number of records in a module, and the first 200 of them. */
  async records(module: string): Promise<{ count: number; records: Row[] }> {
    const { count, records } = await this.get(`records?module=${module}`);
    return {
      count: Number(count),
      records: (Array.isArray(records) ? records : []).filter(isObject),
    };
  }

  /** The local Zoho's time, in milliseconds since 1970. */
  async now(): Promise<number> {
    return Date.parse(String((await this.get("clock")).now));
  }

  async advanceClock(seconds: number): Promise<void> {
    await this.send("POST", "clock", { advanceMs: seconds * 1_000 });
  }

  /** Restores a record from the recycle bin. */
  async restore(module: string, id: string): Promise<void> {
    await this.send("POST", "restore", { module, id });
  }

  /** Adds records and returns their ids. */
  async seed(
    module: string,
    what: { count: number; spacingMs?: number } | { records: Row[] },
  ): Promise<string[]> {
    const { ids } = await this.send("POST", "seed", { module, ...what });
    return (Array.isArray(ids) ? ids : []).map(String);
  }

  /** The first 200 records of a type, in the default organization of Zoho Books. */
  async booksRecords(type: string): Promise<Row[]> {
    const { records } = await this.get(`records?product=books&type=${type}`);
    return (Array.isArray(records) ? records : []).filter(isObject);
  }

  async seedBooks(type: string, count: number): Promise<void> {
    await this.send("POST", "seed", { product: "books", type, count });
  }

  /** Resolves once every notification that is due was sent. */
  async flush(): Promise<void> {
    await this.send("POST", "notifications/flush", {});
  }

  /** The notification channels of all users. */
  async watches(): Promise<Watch[]> {
    const { watches } = await this.get("watches");
    return (Array.isArray(watches) ? watches : []).filter(isObject).map((one) => ({
      channelId: String(one.channelId),
      notifyUrl: String(one.notifyUrl),
      expiresAt: Date.parse(String(one.expiresAt)),
    }));
  }

  /** Removes a channel without its owner's knowledge. */
  async deleteWatch(channelId: string): Promise<void> {
    await this.send("DELETE", `watches?channel_id=${channelId}`);
  }

  async scenarioNames(): Promise<string[]> {
    const { scenarios } = await this.get("scenarios");
    return (Array.isArray(scenarios) ? scenarios : [])
      .filter(isObject)
      .map(({ name }) => `${name}`);
  }

  async arm(scenario: Scenario): Promise<void> {
    await this.send("POST", "scenario", { ...scenario });
  }

  async disarm(): Promise<void> {
    await this.send("DELETE", "scenario");
  }

  private get(path: string): Promise<Row> {
    return this.send("GET", path);
  }

  private async send(method: string, path: string, body?: object): Promise<Row> {
    const reply = await fetch(`${this.origin}/_sandbox/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const json: unknown = await reply.json();
    if (!reply.ok) throw new Error(`/_sandbox/${path}: ${JSON.stringify(json)}`);
    return isObject(json) ? json : {};
  }
}
