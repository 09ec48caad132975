import type { Change } from "./changes";

/** Deletions that were delivered of late: the second of each, by id. */
export type Removals = Record<string, number>;

/**
 * Turns changes into what they mean beside earlier deletions: a record that is seen again was restored, and a
 * record that leaves the recycle bin for good was reported when it went there. Returns the deletions to
 * remember, at most `most`, the latest.
 */
export function besideRemovals(
  changes: readonly Change[],
  before: Removals,
  most: number,
): { changes: Change[]; removals: Removals } {
  const removals = new Map(Object.entries(before));
  const told: Change[] = [];
  for (const change of changes) {
    const { id, at } = change.row;
    if (change.type === "deleted") {
      if (removals.has(id)) continue;
      removals.set(id, at);
      told.push(change);
    } else {
      const isBack = removals.delete(id) && change.type !== "converted";
      told.push(isBack ? { ...change, type: "restored" } : change);
    }
  }
  const kept = [...removals].sort(([, a], [, b]) => a - b).slice(-most);
  return { changes: told, removals: Object.fromEntries(kept) };
}
