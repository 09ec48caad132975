import type { SandboxRequest } from "./http";
import { getBoundary, parseMultipart } from "./multipart";

const TEXT = /^(text\/|application\/(json|x-www-form-urlencoded))/i;

/** The placeholder for binary content in logs. */
export const byteCount = (content: Buffer): string => `(${content.length} bytes)`;

/** A request's body for the log, with `(N bytes)` in place of files and other binary content. */
export function loggedBody({ headers, body }: SandboxRequest): string {
  const contentType = headers["content-type"];
  const boundary = getBoundary(contentType);
  if (boundary === undefined) {
    const isText = contentType === undefined || TEXT.test(contentType);
    return isText ? body.toString("utf8") : byteCount(body);
  }
  const parts = parseMultipart(body, boundary);
  if (!parts) return byteCount(body);
  const shown = parts.map(({ head, fileName, content }) => {
    const text = fileName === undefined ? content.toString("utf8") : byteCount(content);
    return `--${boundary}\r\n${head}\r\n\r\n${text}\r\n`;
  });
  return `${shown.join("")}--${boundary}--\r\n`;
}
