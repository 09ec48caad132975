import { request } from "node:http";
import { isJsonObject, type JsonObject } from "../http";
import { type Sandbox, type SandboxOptions, startSandbox } from "../server";
import { encodeForm } from "./uploads";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A sandbox on a real port, for calls over sockets. */
export class ListeningSandbox {
  private constructor(readonly sandbox: Sandbox) {}

  static async start(options: SandboxOptions = {}): Promise<ListeningSandbox> {
    return new ListeningSandbox(await startSandbox({ records: { Leads: 3 }, ...options }));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  /** A call with a form or JSON body; `host` is the Host header. */
  async call(
    method: string,
    url: string,
    body?: unknown,
    host = "www.zohoapis.eu",
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const encoded = body instanceof FormData ? await encodeForm(body) : json;
    return new Promise((resolve, reject) => {
      const headers = {
        host,
        authorization: "Zoho-oauthtoken sandbox",
        ...(body !== undefined && encoded.headers),
        ...more,
      };
      const outgoing = request(`${this.sandbox.origin}${url}`, { method, headers }, (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("end", () => {
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
        });
        incoming.on("error", reject);
      });
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : encoded.body);
    });
  }

  /** A control call; `name` follows `/_sandbox/`. */
  async control(method: string, name: string, body?: unknown): Promise<JsonObject> {
    const { text } = await this.call(method, `/_sandbox/${name}`, body);
    const json: unknown = JSON.parse(text);
    if (!isJsonObject(json)) throw new Error(text);
    return json;
  }

  /** Resolves once the figures of `stats` meet a condition. */
  async until(condition: (stats: JsonObject) => boolean): Promise<void> {
    while (!condition(await this.control("GET", "stats"))) await new Promise(setImmediate);
  }

  /** Clears all scenarios and releases held replies until this one has arrived. */
  async release<T>(reply: Promise<T>): Promise<T> {
    let hasArrived = false;
    const arrived = reply.finally(() => {
      hasArrived = true;
    });
    while (!hasArrived) await this.control("DELETE", "scenario");
    return arrived;
  }

  /** Makes these calls at once; holds each in flight, unless it is refused, until all arrived. */
  async overlap(...urls: string[]): Promise<Answer[]> {
    await this.scenario("slow", { delayMs: 600_000, count: 0, match: { path: "/" } });
    const { calls: before } = await this.control("GET", "stats");
    const replies = Promise.all(urls.map((url) => this.call("GET", url)));
    const arrived = ({ held, calls }: JsonObject) => Number(held) + Number(calls) - Number(before);
    await this.until((stats) => arrived(stats) === urls.length);
    return this.release(replies);
  }

  async leadCount(): Promise<unknown> {
    return (await this.control("GET", "records?module=Leads")).count;
  }

  createLead(): Promise<Answer> {
    return this.call("POST", "/crm/v8/Leads", { data: [{ Last_Name: "Rao" }] });
  }

  scenario(name: string, more: JsonObject = {}): Promise<JsonObject> {
    return this.control("POST", "scenario", { name, ...more });
  }
}
