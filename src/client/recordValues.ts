import { InputError } from "./errors/errors";

/** The values of a record, split by where they came from. */
export interface RecordValues {
  /** From earlier steps: passed on as they are. */
  raw: Record<string, unknown>;
  /** Typed by a person: texts that are made what their fields expect. They win over given ones. */
  typed: Record<string, unknown>;
}

/** Typed values win over those of earlier steps. */
export const mergeValues = (
  { raw, typed }: RecordValues,
  values: Record<string, unknown>,
): RecordValues => ({ raw, typed: { ...typed, ...values } });

/**
 * Throws an InputError when an id, at any depth, is an integer beyond what a JavaScript number keeps: passed
 * on as a number it has lost its last digits. The same for a value without end, such as an object that
 * holds itself.
 */
export function refuseLostDigits(input: string, value: unknown, name = "", depth = 0): void {
  if (depth > MAX_DEPTH) {
    throw new InputError(input, "hold something that cannot be written as JSON.");
  }
  const isLong =
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  if (isLong && /(^|_)ids?$/i.test(name)) {
    throw new InputError(
      input,
      `have lost digits as a number under ${name}. Pass ids on as texts.`,
    );
  }
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseLostDigits(input, inner, Array.isArray(value) ? name : key, depth + 1);
  }
}

/** Far deeper than any record of Zoho's. */
const MAX_DEPTH = 50;

/** The number that a text stands for, if it has no more digits than are always exact (15). */
export function parseDecimal(text: string): number | undefined {
  const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text);
  const digits = text.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length;
  return plain && digits <= 15 ? Number(text) : undefined;
}

/** true or false where a text says one of them. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}
