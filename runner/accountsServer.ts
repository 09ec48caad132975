import http from "node:http";
import https from "node:https";
import { isAccountsHost } from "./regions";

export interface AccountsReply {
  status: number;
  /** The target of a redirect. */
  location: string | undefined;
  body: string;
}

const TIMEOUT_MS = 30_000;

/**
 * Sends one request to an accounts server: over HTTPS, or to the local Zoho at `origin` with the
 * accounts server as `Host`. A form makes it a POST. Follows no redirects. Throws for any host that
 * is not one of Zoho's accounts servers, so no secret reaches another host.
 */
export function callAccountsServer(
  address: string,
  options: { origin?: string | undefined; form?: Record<string, string> },
): Promise<AccountsReply> {
  const url = new URL(address);
  if (url.protocol !== "https:" || url.port !== "" || !isAccountsHost(url.hostname)) {
    throw new Error(`${url.origin} is not one of Zoho's accounts servers.`);
  }
  const target = options.origin ? new URL(options.origin) : url;
  const body = options.form ? new URLSearchParams(options.form).toString() : "";
  const headers: Record<string, string | number> = {
    Host: url.hostname,
    "User-Agent": "zoho-runner",
  };
  if (options.form) {
    headers["Content-Type"] = "application/x-www-form-urlencoded";
    headers["Content-Length"] = Buffer.byteLength(body);
  }
  const request = {
    hostname: target.hostname.replace(/^\[|\]$/g, ""),
    port: target.port,
    path: url.pathname + url.search,
    method: options.form ? "POST" : "GET",
    headers,
    agent: false,
    timeout: TIMEOUT_MS,
  } as const;
  return new Promise((resolve, reject) => {
    const sender = target.protocol === "https:" ? https : http;
    const sent = sender.request(request, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", reject);
      reply.on("end", () => {
        const { statusCode = 0, headers } = reply;
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: statusCode, location: headers.location, body: text });
      });
    });
    sent.on("timeout", () => sent.destroy(new Error("no reply in time")));
    sent.on("error", ({ message }) => {
      reject(new Error(`${url.hostname} cannot be reached: ${message}`));
    });
    sent.end(body);
  });
}

/**
 * Requests tokens and returns the reply as it is. Throws with Zoho's error code, which arrives with
 * HTTP 200, if the reply has no access token.
 */
export async function requestToken(
  tokenUrl: string,
  form: Record<string, string>,
  origin: string | undefined,
): Promise<Record<string, unknown> & { access_token: string }> {
  const reply = await callAccountsServer(tokenUrl, { origin, form });
  const token = parseObject(reply.body);
  const { access_token, error } = token;
  if (typeof access_token === "string" && access_token !== "") return { ...token, access_token };
  const reason = typeof error === "string" ? error : `HTTP ${reply.status}`;
  throw new Error(
    `${new URL(tokenUrl).hostname} issued no token for ${form.grant_type}: ${reason}.`,
  );
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
