import { isUtf8 } from "node:buffer";
import { request } from "node:http";
import type { WebhookCall } from "./receiver";

const JSON_TYPE = /^application\/(json|[\w.-]+\+json)\s*(;|$)/i;

/** The parts of a trigger's payload that come from a webhook call. */
export function webhookPayload({ body, ...rest }: WebhookCall): Record<string, unknown> {
  const contentType = getHeader(rest.headers, "content-type");
  const text = body.toString("utf8");
  return {
    ...rest,
    rawBody: { data: isUtf8(body) ? text : body, contentType },
    body: { data: parseData(text, contentType), contentType },
  };
}

/** The payload of a test run in the designer, with a body only if there is one. */
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

/** Posts to a URL as anyone could, as JSON unless the headers say otherwise. */
export function post(
  url: string,
  body: string | object,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const hasType = getHeader(headers, "content-type") !== undefined;
  const options = {
    method: "POST",
    agent: false,
    headers: hasType ? headers : { "Content-Type": "application/json", ...headers },
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

/** The parsed body if it is declared as JSON and valid, else the text. */
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
