import type { SandboxRequest } from "../http";
import { getBoundary, parseMultipart } from "../multipart";

/** The fields of a form or multipart body; none of other bodies. */
function bodyFields({ headers, body }: SandboxRequest): Iterable<[string, string]> {
  const contentType = headers["content-type"];
  const boundary = getBoundary(contentType);
  if (boundary !== undefined) {
    const parts = parseMultipart(body, boundary) ?? [];
    return parts.map(({ name, content }) => [name, content.toString("utf8")]);
  }
  const isForm = contentType?.includes("form-urlencoded");
  return isForm ? new URLSearchParams(body.toString("utf8")) : [];
}

/** The parameters of a call to the accounts server, in its query and body (facts 1.4). */
export function parameters(request: SandboxRequest): URLSearchParams {
  const merged = new URLSearchParams(request.query);
  for (const [name, value] of bodyFields(request)) merged.set(name, value);
  return merged;
}
