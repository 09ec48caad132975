import { InputError } from "./errors/errors";

/**
 * One segment of a URL path, escaped. Throws an InputError that names the input when the value is empty
 * or could lead to another address.
 */
export function segment(input: string, value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  if (text === "") throw new InputError(input, "is empty.");
  if (/[/\\?#%]|^\.+$/.test(text) || hasControlCharacter(text)) {
    throw new InputError(input, "may not hold any of / \\ ? # % or consist of dots.");
  }
  return encodeURIComponent(text);
}

/** An id of Zoho's as a segment: digits and nothing else, so that no word of Zoho's API can be meant. */
export function idSegment(input: string, value: unknown): string {
  const text = segment(input, value);
  if (!/^\d+$/.test(text)) throw new InputError(input, "must consist of digits.");
  return text;
}

/** First segments of Zoho CRM's API that are no modules. */
const NO_MODULES = new Set([
  "actions",
  "bulk",
  "composite_requests",
  "__composite_requests",
  "__apis",
  "coql",
  "files",
  "org",
  "settings",
  "upload",
  "users",
]);

/** The API name of a module as a segment. */
export function moduleSegment(module: unknown): string {
  const input = "Record Type or Module API Name";
  const text = segment(input, module);
  if (!/^\w+$/.test(text) || NO_MODULES.has(text.toLowerCase())) {
    throw new InputError(input, "is not the API name of a module.");
  }
  return text;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => {
    const point = character.codePointAt(0) ?? 0;
    return point < 0x20 || point === 0x7f || (point >= 0xd800 && point <= 0xdfff);
  });
}
