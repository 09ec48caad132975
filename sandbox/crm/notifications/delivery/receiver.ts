import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

const TIMEOUT_MS = 5_000;
/** No keep-alive, because open connections would keep a receiver from stopping. */
const httpAgent = new HttpAgent({ keepAlive: false });
const httpsAgent = new HttpsAgent({ keepAlive: false });

/** POSTs a JSON text. Resolves to the status; rejects after five seconds without a reply. */
export function postJson(url: string, text: string, stopped: AbortSignal): Promise<number> {
  const isSecure = url.startsWith("https:");
  const send = isSecure ? httpsRequest : httpRequest;
  const options = {
    method: "POST",
    agent: isSecure ? httpsAgent : httpAgent,
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
    signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), stopped]),
  };
  return new Promise((resolve, reject) => {
    const outgoing = send(url, options, (incoming) => {
      incoming.resume();
      incoming.on("end", () => resolve(incoming.statusCode ?? 0));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}
