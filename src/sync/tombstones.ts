import { CHANGES } from "../limits";
import { DAY_SECONDS } from "../shared/time";
import type { Change } from "./changes";
import type { Tombstones } from "./state";

/**
 * Turns changes into what they mean beside earlier deletions: a record that is seen again was restored, and a
 * record that leaves the recycle bin for good was told of when it went there. Returns the deletions to
 * remember: those of the time that the bin keeps records for, at most `most`, the latest.
 */
export function applyTombstones(
  changes: readonly Change[],
  before: Tombstones,
  limit: number,
): { changes: Change[]; tombstones: Tombstones; isTruncated: boolean } {
  const tombstones = new Map(Object.entries(before));
  const notified: Change[] = [];
  let latest = 0;
  for (const change of changes) {
    const { id, at, isPermanent = false } = change.row;
    latest = Math.max(latest, at);
    if (change.type === "deleted") {
      // At another time it was deleted once more, and that it was back was overlooked, or is forgotten.
      if (tombstones.get(id) === at || (tombstones.has(id) && isPermanent)) continue;
      tombstones.set(id, at);
      notified.push(change);
    } else {
      const deletedAt = tombstones.get(id);
      tombstones.delete(id);
      const isBack = deletedAt !== undefined && change.type !== "converted";
      notified.push(isBack ? { ...change, type: "restored", deletedAt } : change);
    }
  }
  const oldest = latest - CHANGES.tombstoneDays * DAY_SECONDS;
  const young = [...tombstones].filter(([, at]) => at >= oldest).sort(([, a], [, b]) => a - b);
  const isTruncated = young.length > limit;
  return { changes: notified, tombstones: Object.fromEntries(young.slice(-limit)), isTruncated };
}

/**
 * The deleted records to look for now, so that each is looked for once a day, at most a call's worth of ten at a
 * time. `last` says when and how far that was done.
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
