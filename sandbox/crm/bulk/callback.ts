import { isJsonObject } from "../../http";
import { isCallable } from "../../loopback";
import { writeError } from "./errors";

const METHODS = ["post"];

/**
 * The URL in `callback: {url, method: "post"}`; undefined if there is no callback (facts 9.1, 9.2).
 */
export function callbackUrl(callback: unknown): string | undefined {
  if (callback === undefined || callback === null) return undefined;
  const { url, method } = isJsonObject(callback) ? callback : {};
  if (typeof url !== "string" || !isCallable(url)) {
    throw writeError("INVALID_CALLBACK_URL", "Invalid callback URL.");
  }
  if (typeof method !== "string" || !METHODS.includes(method)) {
    throw writeError("INVALID_CALLBACK_METHOD", "Invalid callback method.", {
      supported_callback_methods: METHODS,
    });
  }
  return url;
}
