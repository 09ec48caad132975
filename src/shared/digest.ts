import { createHash } from "node:crypto";

/**
 * A short digest of what a record holds, whatever the order of its keys. Left out are the named fields and
 * all that begin with "$": they move without a new version.
 */
export function contentDigest(
  record: Record<string, unknown>,
  without: ReadonlySet<string>,
): string {
  const counted = Object.keys(record)
    .filter((name) => !name.startsWith("$") && !without.has(name))
    .sort()
    .map((name) => [name, sortKeys(record[name])]);
  return createHash("sha256").update(JSON.stringify(counted)).digest("hex").slice(0, 12);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, sortKeys(part)]);
}
