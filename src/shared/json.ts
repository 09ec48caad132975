import { isInteger, isSafeNumber, parse } from "lossless-json";

/** An integer of 16 digits or more outside quotes; false alarms inside text only cost time. */
const LONG_INTEGER = /[:[,]\s*-?\d{16,}\s*[,}\]]/;

/**
 * Parses a reply of Zoho's. Integers that a JavaScript number cannot hold (channel, file and job ids)
 * come back as strings of their digits; everything else as JSON.parse gives it. Throws SyntaxError.
 */
export function parseReply(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  return parse(text, null, (digits) =>
    isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits),
  );
}

/** The array or object that a text holds as JSON, long ids with every digit; undefined for any other text. */
export function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseReply(text);
  } catch {
    return undefined;
  }
}
