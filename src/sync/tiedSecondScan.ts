import { hexDigest } from "../shared/digest";
import type { SourceRow } from "./changes";
import type { TiedSecondScan } from "./state";

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
