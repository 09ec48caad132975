import { isJsonObject, type JsonObject, type SandboxRequest } from "../../http";
import { getBoundary, type Part, parseMultipart } from "../../multipart";
import { invalidJson } from "../errors";

interface Form {
  json: string | undefined;
  files: readonly Part[];
}

function parseForm({ headers, body }: SandboxRequest): Form {
  const contentType = headers["content-type"] ?? "";
  const boundary = getBoundary(contentType);
  if (boundary !== undefined) {
    const parts = parseMultipart(body, boundary);
    if (!parts) throw invalidJson();
    const json = parts.find(({ name }) => name === "JSONString")?.content.toString("utf8");
    return { json, files: parts.filter(({ fileName }) => fileName !== undefined) };
  }
  const text = body.toString("utf8");
  const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
  if (!isForm && !text.startsWith("JSONString=")) return { json: text, files: [] };
  const fields = new URLSearchParams(text);
  const isJsonAnyway = !fields.has("JSONString") && /^\s*[[{]/.test(text);
  return { json: isJsonAnyway ? text : (fields.get("JSONString") ?? undefined), files: [] };
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

/** JSON from the body whatever its content type, or from a form's field JSONString (facts 7). */
export const readJson = (request: SandboxRequest): unknown => parse(parseForm(request).json);

/** The body as one record. */
export function readRecord(request: SandboxRequest): JsonObject {
  const body = readJson(request);
  if (!isJsonObject(body)) throw invalidJson();
  return body;
}

/** The file of a multipart form with one of these names (facts 8). */
export function readFile(request: SandboxRequest, ...names: string[]): Part | undefined {
  if (getBoundary(request.headers["content-type"]) === undefined) return undefined;
  return parseForm(request).files.find(({ name }) => names.includes(name));
}
