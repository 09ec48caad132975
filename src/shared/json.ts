import { isInteger, isSafeNumber, parse } from "lossless-json";

/** Whether a value is an object with keys: no array, not null. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An integer of 16 digits or more outside quotes; false alarms inside text only cost time. */
const LONG_INTEGER = /[:[,]\s*-?\d{16,}\s*[,}\]]/;

/**
 * Parses a reply as JSON.parse does, but returns integers that a JavaScript number cannot hold
 * (ids of channels, files and jobs) as strings of their digits. Throws a SyntaxError.
 */
export function parseReply(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  return parse(text, null, (digits) =>
    isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits),
  );
}

/** The array or object that a text holds, long ids as strings; undefined for any other text. */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseReply(text);
  } catch {
    return undefined;
  }
}
