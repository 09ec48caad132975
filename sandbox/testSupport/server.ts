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
