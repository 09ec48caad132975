import { isUtf8 } from "node:buffer";
import { request } from "node:http";
import type { WebhookCall } from "./receiver";

const JSON_TYPE = /^application\/(json|[\w.-]+\+json)\s*(;|$)/i;

/** The parts of a trigger's payload that a webhook call decides. */
export function webhookPayload({ body, ...rest }: WebhookCall): Record<string, unknown> {
  const contentType = getHeader(rest.headers, "content-type");
  const text = body.toString("utf8");
  return {
    ...rest,
    rawBody: { data: isUtf8(body) ? text : body, contentType },
    body: { data: parseData(text, contentType), contentType },
  };
}

/** The payload of a test run in the designer. Without a body there is none in the payload either. */
export function simulatedPayload(body: string | object | undefined): Record<string, unknown> {
  const headers = {
    "prismatic-simulated-test-execution": "true",
    "prismatic-invoke-type": "Integration Flow Test",
    "prismatic-synchronous": "false",
  };
  if (body === undefined) return { headers };
  const contentType = "application/json";
  const text = toText(body);
  return {
    headers: { ...headers, "content-type": contentType },
    rawBody: { data: text, contentType },
    body: { data: parseData(text, contentType), contentType },
  };
}

/** What a stranger gets for sending something to a URL, as JSON unless the headers say otherwise. */
export function post(
  url: string,
  body: string | object,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const isTyped = getHeader(headers, "content-type") !== undefined;
  const options = {
    method: "POST",
    agent: false,
    headers: { ...(!isTyped && { "Content-Type": "application/json" }), ...headers },
  } as const;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("error", reject);
      reply.on("end", () => {
        resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
    sent.on("error", reject);
    sent.end(toText(body));
  });
}

const toText = (body: string | object): string =>
  typeof body === "string" ? body : JSON.stringify(body);

/** What JSON holds where the content type says JSON and it is some; the text otherwise. */
function parseData(text: string, contentType = ""): unknown {
  if (!JSON_TYPE.test(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const getHeader = (headers: Record<string, string>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
