import { createHash } from "node:crypto";
import type { SourceRow } from "./changes";

/**
 * Pages of one second that go on by counting. A record that leaves the second meanwhile moves another one out of
 * sight, and is itself missing from the next pass: when two passes saw the same, the first of them saw all.
 */
export interface Stretch {
  from: number;
  passes: number;
  /** Digests of what this pass and the one before it saw. */
  seen: string;
  seenBefore: string;
}

/** A stretch before its first page. */
const begun = (from: number): Stretch => ({ from, passes: 1, seen: "", seenBefore: "-" });

/** The stretch after a page; "whole" when this pass and the one before it saw the same. */
export function followed(
  before: Stretch | undefined,
  page: { from: number; rows: readonly SourceRow[]; isLast: boolean },
): Stretch | "whole" {
  const stretch = before ?? begun(page.from);
  const rows = page.rows.filter(({ at }) => at === stretch.from);
  const seen = digestOf(stretch.seen + rows.map(({ id, content }) => id + content).join(" "));
  if (!page.isLast) return { ...stretch, seen };
  if (seen === stretch.seenBefore) return "whole";
  return { from: stretch.from, passes: stretch.passes + 1, seen: "", seenBefore: seen };
}

const digestOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 16);
