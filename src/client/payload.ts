import type { Readable } from "node:stream";
import FormData from "form-data";

/** A part of a multipart body: a text, or the bytes and name of a file. */
export interface Part {
  name: string;
  value: string | Buffer;
  fileName?: string;
  contentType?: string;
}

/** The body of a request. */
export type Payload =
  | { kind: "json"; value: unknown }
  | { kind: "text"; text: string; contentType: string }
  | { kind: "bytes"; bytes: Buffer; contentType: string }
  | { kind: "multipart"; parts: readonly Part[] };

/** A payload as it goes over the wire. A stream is read once, so every try encodes again. */
export interface Encoded {
  headers: Record<string, string>;
  data: string | Buffer | Readable;
}

/** Encodes a payload without copying the bytes of files. */
export function encode(payload: Payload): Encoded {
  switch (payload.kind) {
    case "json":
      return {
        headers: { "Content-Type": "application/json" },
        data: JSON.stringify(payload.value),
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

function encodeParts(parts: readonly Part[]): Encoded {
  const form = new FormData();
  for (const { name, value, fileName, contentType } of parts) {
    form.append(name, value, {
      filename: fileName,
      contentType: contentType === undefined ? undefined : contentTypeOf(contentType),
    });
  }
  const headers = { ...form.getHeaders(), "Content-Length": String(form.getLengthSync()) };
  return { headers, data: form };
}

/** The content type of bytes, unless known better. */
export const OCTETS = "application/octet-stream";

/** The content type, if a header can hold it. */
const contentTypeOf = (type: string): string =>
  /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/.test(type) ? type : OCTETS;

/** What a log may say about a payload: its size and its keys or part names, never a value. */
export function outlineOf(payload: Payload): { keys: string[]; bytes: number } {
  switch (payload.kind) {
    case "json":
      return {
        keys: keysOf(payload.value),
        bytes: Buffer.byteLength(JSON.stringify(payload.value)),
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
