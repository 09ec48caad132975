import { CHANGES } from "../limits";
import { DAY_SECONDS } from "../shared/time";
import type { Change } from "./changes";
import type { Tombstones } from "./state";

/**
 * Compares changes with the deletions delivered so far: a deleted record that reappears is
 * restored; a permanent deletion of a record reported before is dropped. Returns the deletions to
 * remember: the latest `limit` of the days that the recycle bin keeps records for.
 */
export function applyTombstones(
  changes: readonly Change[],
  before: Tombstones,
  limit: number,
): { changes: Change[]; tombstones: Tombstones; isTruncated: boolean } {
  const tombstones = new Map(Object.entries(before));
  const applied: Change[] = [];
  let latest = 0;
  for (const change of changes) {
    const { id, at, isPermanent = false } = change.row;
    latest = Math.max(latest, at);
    if (change.type === "deleted") {
      // Another time means another deletion: its restoration was missed or is forgotten.
      if (tombstones.get(id) === at || (tombstones.has(id) && isPermanent)) continue;
      tombstones.set(id, at);
      applied.push(change);
    } else {
      const deletedAt = tombstones.get(id);
      tombstones.delete(id);
      const isBack = deletedAt !== undefined && change.type !== "converted";
      applied.push(isBack ? { ...change, type: "restored", deletedAt } : change);
    }
  }
  const oldest = latest - CHANGES.tombstoneDays * DAY_SECONDS;
  const young = [...tombstones].filter(([, at]) => at >= oldest).sort(([, a], [, b]) => a - b);
  const isTruncated = young.length > limit;
  return { changes: applied, tombstones: Object.fromEntries(young.slice(-limit)), isTruncated };
}

/**
 * The deleted records to look for now: each once a day, at most ten calls at a time. `last` says
 * when that was last done, and up to which id.
 */
export function restoreChecksDue(
  tombstones: Tombstones,
  last: { at: number; after: string },
  now: number,
): { ids: string[]; next: { at: number; after: string } } {
  const ids = Object.keys(tombstones)
    .filter((id) => /^\d{1,20}$/.test(id))
    .sort();
  const looks = Math.max(1, Math.ceil(ids.length / CHANGES.restoreChecksPerPoll));
  if (now - last.at < DAY_SECONDS / looks) return { ids: [], next: last };
  const rest = ids.filter((id) => id > last.after);
  const due = (rest.length > 0 ? rest : ids).slice(0, CHANGES.restoreChecksPerPoll);
  return { ids: due, next: { at: now, after: due.at(-1) ?? "" } };
}
