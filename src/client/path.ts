import { InputError } from "./errors";

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

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => {
    const point = character.codePointAt(0) ?? 0;
    return point < 0x20 || point === 0x7f || (point >= 0xd800 && point <= 0xdfff);
  });
}
