import type { Readable } from "node:stream";
import FormData from "form-data";
import { parseJson } from "../shared/json";
import { InputError } from "./errors/errors";

/** One part of a multipart body: a text, or a file by its bytes and name. */
export interface Part {
  name: string;
  value: string | Buffer;
  fileName?: string;
  contentType?: string;
}

/** What a request carries. */
export type Payload =
  | { kind: "json"; value: unknown }
  | { kind: "text"; text: string; contentType: string }
  | { kind: "bytes"; bytes: Buffer; contentType: string }
  | { kind: "multipart"; parts: readonly Part[] };

/** A payload as it goes over the wire. Streams are read once, so every try encodes anew. */
export interface Encoded {
  headers: Record<string, string>;
  data: string | Buffer | Readable;
}

/** Encodes a payload. The bytes of files are passed on, not copied. */
export function encode(payload: Payload): Encoded {
  switch (payload.kind) {
    case "json":
      return {
        headers: { "Content-Type": "application/json" },
        data: jsonText(payload.value),
      };
    case "text":
      return { headers: { "Content-Type": payload.contentType }, data: payload.text };
    case "bytes":
      return {
        headers: { "Content-Type": contentTypeOf(payload.contentType) },
        data: payload.bytes,
      };
    case "multipart":
      return encodeParts(payload.parts);
  }
}

/** Throws an InputError for what JSON cannot hold, such as an object that contains itself. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new InputError("Values", "hold something that cannot be written as JSON.");
  }
}

function encodeParts(parts: readonly Part[]): Encoded {
  const form = new FormData();
  for (const { name, value, fileName, contentType } of parts) {
    form.append(name, value, {
      ...(fileName !== undefined && { filename: fileName }),
      ...(contentType !== undefined && { contentType: contentTypeOf(contentType) }),
    });
  }
  const headers = { ...form.getHeaders(), "Content-Length": String(form.getLengthSync()) };
  return { headers, data: form };
}

/** What bytes are when nobody says more. */
export const OCTETS = "application/octet-stream";

/** A content type that can stand in a header. */
const contentTypeOf = (type: string): string =>
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/.test(type) ? type : OCTETS;

/** The parts of a payload that describe it in a log: its keys or part names, never a value. */
export function outlineOf(payload: Payload): { keys: string[]; bytes: number } {
  switch (payload.kind) {
    case "json":
      return {
        keys: keysOf(payload.value),
        bytes: Buffer.byteLength(jsonText(payload.value)),
      };
    case "text":
      return { keys: [], bytes: Buffer.byteLength(payload.text) };
    case "bytes":
      return { keys: [], bytes: payload.bytes.length };
    case "multipart":
      return {
        keys: payload.parts.map(({ name }) => name),
        bytes: payload.parts.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0),
      };
  }
}

const keysOf = (value: unknown): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** JSON and forms are taken apart, also JSON within a form. */
function valuesInText(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined || !/^[^\s=&]+=/.test(text)) return json ?? [text];
  return [
    text,
    ...[...new URLSearchParams(text).values()].map((value) => parseJson(value) ?? value),
  ];
}

/** Every text that a payload carries, to keep out of errors. */
export function valuesOf(payload: Payload | undefined): unknown {
  if (payload?.kind === "json") return payload.value;
  if (payload?.kind === "text") return valuesInText(payload.text);
  if (payload?.kind === "bytes") return undefined;
  return payload?.parts.flatMap(({ value, fileName }) =>
    typeof value === "string" ? [value, fileName] : [fileName],
  );
}
