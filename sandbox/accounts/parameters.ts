import type { SandboxRequest } from "../http";

/** Name and value of every part of a multipart body. */
function multipartFields(body: string, boundary: string): [string, string][] {
  return body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = /name="([^"]*)"/.exec(head)?.[1];
    const value = rest.join("\r\n\r\n").replace(/\r\n$/, "");
    return name === undefined ? [] : [[name, value]];
  });
}

/**
 * The parameters of a call to the accounts server: query and form or multipart body (facts 1.4).
 */
export function parameters(request: SandboxRequest): URLSearchParams {
  const merged = new URLSearchParams(request.query);
  const contentType = request.headers["content-type"] ?? "";
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  const text = request.body.toString("utf8");
  const fromBody = boundary ? multipartFields(text, boundary) : new URLSearchParams(text);
  if (boundary || contentType.includes("form-urlencoded")) {
    for (const [name, value] of fromBody) merged.set(name, value);
  }
  return merged;
}
