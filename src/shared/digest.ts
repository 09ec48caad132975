import { createHash } from "node:crypto";

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The first `digits` hexadecimal digits of a text's SHA-256. */
export const hexDigest = (text: string, digits = 64): string =>
  sha256(text).toString("hex").slice(0, digits);

/**
 * A short digest of a record's values, whatever the order of its keys. Ignores the fields of `without` and
 * those whose names begin with "$": they change without a new version of the record.
 */
export function contentDigest(
  record: Record<string, unknown>,
  without: ReadonlySet<string>,
): string {
  const counted = Object.keys(record)
    .filter((name) => !name.startsWith("$") && !without.has(name))
    .sort()
    .map((name) => [name, sortKeys(record[name])]);
  return hexDigest(JSON.stringify(counted), 12);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, sortKeys(part)]);
}
