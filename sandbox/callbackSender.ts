import { request } from "node:http";
import { isLoopback } from "./loopback";
import type { Callback, CallbackOutcome } from "./state/pendingCallbacks";

const TIMEOUT_MS = 10_000;

/** The sandbox calls only plain HTTP URLs on this machine. */
const isReachable = (url: string): boolean => isLoopback(url) && new URL(url).protocol === "http:";

/** Posts a callback as JSON, without retries. Resolves to the outcome; never rejects. */
export function sendCallback(callback: Callback): Promise<CallbackOutcome> {
  if (!isReachable(callback.url)) {
    return Promise.resolve({ ...callback, error: "not sent: not a loopback address" });
  }
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json;charset=UTF-8" };
    const options = { method: "POST", headers, timeout: TIMEOUT_MS, agent: false };
    const outgoing = request(callback.url, options, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ ...callback, status: answer.statusCode ?? 0 }));
      answer.on("close", () => resolve({ ...callback, error: "the reply was cut off" }));
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("timed out")));
    outgoing.on("error", ({ message }) => resolve({ ...callback, error: message }));
    outgoing.end(JSON.stringify(callback.body));
  });
}
