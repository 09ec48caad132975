import { isObject, type Row } from "./rows";

/** One call that the local Zoho got. */
export interface Exchange {
  method: string;
  url: string;
  host: string;
  status: number;
}

/** A fault by name and which calls it meets; count 0 = all of them. */
export interface Scenario {
  name: string;
  count: number;
  match?: { method?: string; path?: string };
  delayMs?: number;
}

/** A notification channel that Zoho holds. */
export interface Watch {
  channelId: string;
  notifyUrl: string;
  /** When it ends, in milliseconds. */
  expiresAt: number;
}

/** The `/_sandbox/` addresses of a local Zoho: what it holds and what it was asked. */
export class Control {
  constructor(private readonly origin: string) {}

  /** Calls so far, those to the accounts server included. */
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

  /** A record as it is stored, or undefined when there is none. */
  async record(module: string, id: string): Promise<Row | undefined> {
    const { record } = await this.get(`records?module=${module}&id=${id}`);
    return isObject(record) ? record : undefined;
  }

  /** How many records a module holds, with the first 200 of them. */
  async records(module: string): Promise<{ count: number; records: Row[] }> {
    const { count, records } = await this.get(`records?module=${module}`);
    return {
      count: Number(count),
      records: (Array.isArray(records) ? records : []).filter(isObject),
    };
  }

  /** What time it is for the local Zoho, in milliseconds. */
  async now(): Promise<number> {
    return Date.parse(String((await this.get("clock")).now));
  }

  /** Lets the clock of the local Zoho go on. */
  async advanceClock(seconds: number): Promise<void> {
    await this.send("POST", "clock", { advanceMs: seconds * 1_000 });
  }

  /** Brings a record back from the recycle bin. */
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

  /** The records of a type in the default organization of Zoho Books, the first 200. */
  async booksRecords(type: string): Promise<Row[]> {
    const { records } = await this.get(`records?product=books&type=${type}`);
    return (Array.isArray(records) ? records : []).filter(isObject);
  }

  async seedBooks(type: string, count: number): Promise<void> {
    await this.send("POST", "seed", { product: "books", type, count });
  }

  /** Answers when every notification that is due was sent. */
  async flush(): Promise<void> {
    await this.send("POST", "notifications/flush", {});
  }

  /** The notification channels of every user. */
  async watches(): Promise<Watch[]> {
    const { watches } = await this.get("watches");
    return (Array.isArray(watches) ? watches : []).filter(isObject).map((one) => ({
      channelId: String(one.channelId),
      notifyUrl: String(one.notifyUrl),
      expiresAt: Date.parse(String(one.expiresAt)),
    }));
  }

  /** Takes a channel away behind its owner's back. */
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
      ...(body && { body: JSON.stringify(body) }),
    });
    const json: unknown = await reply.json();
    if (!reply.ok) throw new Error(`/_sandbox/${path}: ${JSON.stringify(json)}`);
    return isObject(json) ? json : {};
  }
}
