import { InputError } from "./errors";

/** The values of a record, split by where they came from. */
export interface RecordValues {
  /** From earlier steps: passed on as they are. */
  given: Record<string, unknown>;
  /** Typed by a person: texts that are made what their fields expect. They win over given ones. */
  typed: Record<string, unknown>;
}

/**
 * Throws an InputError when a value holds, at any depth, an integer beyond what a JavaScript number keeps:
 * an id that an earlier step passed on as a number has lost its last digits.
 */
export function refuseLostDigits(input: string, value: unknown, name = ""): void {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const where = name === "" ? "" : ` under ${name}`;
    throw new InputError(input, `have lost digits as a number${where}. Pass ids on as texts.`);
  }
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    refuseLostDigits(input, inner, Array.isArray(value) ? name : key);
  }
}

/** The number that a text stands for, if it has no more digits than are always exact (15). */
export function decimalIn(text: string): number | undefined {
  const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text);
  const digits = text.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length;
  return plain && digits <= 15 ? Number(text) : undefined;
}

/** true or false where a text says one of them. */
export function booleanIn(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}
