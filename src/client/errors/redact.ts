import { parseJson } from "../../shared/json";
import type { Payload } from "../payload";

/** What was sent. No error may repeat its values. */
export interface SentRequest {
  payload?: Payload;
  query?: Record<string, string | number | undefined>;
}

/** Parameters whose values are names of fields, which an error may repeat. */
const HARMLESS_PARAMETERS = new Set([
  "fields",
  "sort_by",
  "sort_column",
  "sort_order",
  "module",
  "type",
]);

/** The texts of a request that no error may repeat. */
export function sentTexts({ payload, query = {} }: SentRequest): string[] {
  const parameters = Object.entries(query).filter(([name]) => !HARMLESS_PARAMETERS.has(name));
  return sensitiveTexts(valuesOf(payload), Object.fromEntries(parameters));
}

/** Zoho's message, shortened; undefined if it repeats a value of the request. */
export function cleanMessage(message: unknown, sent: readonly string[]): string | undefined {
  if (typeof message !== "string" || message.trim() === "") return undefined;
  const text = message.replace(/\s+/g, " ").trim().slice(0, MAX_MESSAGE_LENGTH);
  return leaksValue(text, sent) ? undefined : text;
}

const MAX_MESSAGE_LENGTH = 200;
/** So many equal characters in a row are no coincidence. Zoho may shorten what it repeats. */
const PIECE_LENGTH = 12;

/** Whether a text repeats a value that was sent, as a word of its own or as a piece of a longer one. */
export function leaksValue(text: string, sent: readonly string[]): boolean {
  const folded = text.toLowerCase();
  const words = new Set(folded.split(/[^\p{L}\p{N}@._+-]+/u));
  const pieces = Array.from({ length: Math.max(0, folded.length - PIECE_LENGTH + 1) }, (_, at) =>
    folded.slice(at, at + PIECE_LENGTH),
  );
  return sent.some((value) => {
    const other = value.toLowerCase();
    if (words.has(other)) return true;
    if (other.length < 6) return false;
    return folded.includes(other) || pieces.some((piece) => other.includes(piece));
  });
}

/** The values in a query: quoted texts, closed or not, and numbers. */
function valuesInQuery(query: string): string[] {
  const quoted = [...query.matchAll(/'((?:[^'\\]|\\.)*)(?:'|$)/g)].map(([, text = ""]) => text);
  const texts = quoted.map((text) => text.replace(/\\(.)/g, "$1"));
  return [...texts, ...quoted, ...texts.flatMap(wordsOf), ...(query.match(/\d{3,}/g) ?? [])];
}

/**
 * The words of a text, since a reply may repeat just one of them. Without those before a colon: in search
 * criteria they name fields and operators.
 */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/([\p{L}\p{N}@._+-]+)(:?)/gu)].flatMap(([, word = "", colon]) =>
    colon === "" ? [word] : [],
  );

/** Shorter texts reveal nothing, but would hide words of Zoho's own. */
const MIN_TEXT_LENGTH = 3;

/** The texts and numbers within values, at any depth. */
function sensitiveTexts(...values: unknown[]): string[] {
  const found = new Set<string>();
  const add = (text: string): void => {
    if (text.length >= MIN_TEXT_LENGTH) found.add(text);
  };
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === "string") {
      const isQuery = /^\s*select\s/i.test(value);
      for (const text of isQuery ? valuesInQuery(value) : [value, ...wordsOf(value)]) add(text);
    } else if (typeof value === "number") add(String(value));
    else if (typeof value === "object" && value !== null && depth < MAX_DEPTH) {
      for (const inner of Object.values(value)) visit(inner, depth + 1);
    }
  };
  for (const value of values) visit(value, 0);
  return [...found];
}

/** Deeper than any record. */
const MAX_DEPTH = 10;

/** The values in a text that is JSON or a form, also those of JSON within a form. */
function valuesInText(text: string): unknown {
  const json = parseJson(text);
  if (json !== undefined || !/^[^\s=&]+=/.test(text)) return json ?? [text];
  return [
    text,
    ...[...new URLSearchParams(text).values()].map((value) => parseJson(value) ?? value),
  ];
}

function valuesOf(payload: Payload | undefined): unknown {
  if (payload?.kind === "json") return payload.value;
  if (payload?.kind === "text") return valuesInText(payload.text);
  if (payload?.kind === "bytes") return undefined;
  return payload?.parts.flatMap(({ value, fileName }) =>
    typeof value === "string" ? [value, fileName] : [fileName],
  );
}
