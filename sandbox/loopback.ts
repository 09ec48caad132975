const HOST_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether a URL is on this machine; false for invalid URLs. */
export const isLoopback = (url: string): boolean =>
  URL.canParse(url) && HOST_NAMES.has(new URL(url).hostname);

/** Whether Zoho would call a URL: over https anywhere, over http only in tests on this machine. */
export function isCallable(url: string): boolean {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
  return protocol === "https:" || (protocol === "http:" && isLoopback(url));
}
