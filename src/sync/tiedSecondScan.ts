import { hexDigest } from "../shared/digest";
import type { SourceRow } from "./changes";

/**
 * Pages of one second that go on by counting. A record that leaves the second meanwhile moves another one out of
 * sight, and is itself missing from the next pass: when two passes saw the same, the first of them saw all.
 */
export interface TiedSecondScan {
  from: number;
  passes: number;
  /** Digests of what this pass and the one before it saw. */
  digest: string;
  previousDigest: string;
}

/** A stretch before its first page. */
const startScan = (from: number): TiedSecondScan => ({
  from,
  passes: 1,
  digest: "",
  previousDigest: "-",
});

/** The stretch after a page; "whole" when this pass and the one before it saw the same. */
export function advanceScan(
  before: TiedSecondScan | undefined,
  page: { from: number; rows: readonly SourceRow[]; isLast: boolean },
): TiedSecondScan | "whole" {
  const tiedScan = before ?? startScan(page.from);
  const rows = page.rows.filter(({ at }) => at === tiedScan.from);
  const digest = hexDigest(
    tiedScan.digest + rows.map(({ id, content }) => id + content).join(" "),
    16,
  );
  if (!page.isLast) return { ...tiedScan, digest };
  if (digest === tiedScan.previousDigest) return "whole";
  return { from: tiedScan.from, passes: tiedScan.passes + 1, digest: "", previousDigest: digest };
}
