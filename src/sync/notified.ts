import { CHANGES } from "../limits";
import { type ChangeFilter, filterChange } from "./changeFilter";
import type { Change, SourceRow } from "./changes";
import { DeliveredIds, DeliveredVersions } from "./delivered";
import {
  type CursorState,
  cursorAt,
  lookbackStart,
  type StreamState,
  type Tombstones,
  type WindowProgress,
} from "./state";
import { applyTombstones } from "./tombstones";

/** What was found of the records that a notification names. */
export interface NotifiedRows {
  rows: readonly SourceRow[];
  deletions: readonly SourceRow[];
  /** Zoho's clock, in seconds. */
  zohoNow: number;
}

/**
 * Delivers the records that a notification names, unless a poll or an earlier notification
 * delivered that version, and records them so that the next poll skips them. A record never
 * delivered before counts as created, whatever the notification says, because the one about its
 * creation may be lost. Rows older than the look-back are left out: a window delivered them, or
 * they precede the stream.
 */
export function applyNotification(
  before: StreamState,
  notified: NotifiedRows,
  filter: ChangeFilter,
  versionsLeft: number,
): { changes: Change[]; state: StreamState } {
  const { zohoNow } = notified;
  const start = zohoNow - CHANGES.overlapSeconds;
  const records = undelivered(before.records ?? cursorAt(start), notified.rows, versionsLeft);
  const deletions = undelivered(
    before.deletions ?? cursorAt(start),
    notified.deletions,
    versionsLeft,
  );
  const isNew = ({ id, createdAt = Number.NEGATIVE_INFINITY }: SourceRow): boolean =>
    createdAt >= records.earliest && !records.wasDelivered(id);
  const changes: Change[] = [
    ...records.rows.map(
      (row): Change => ({
        type: row.outcome ?? (isNew(row) ? "created" : "updated"),
        row,
      }),
    ),
    ...deletions.rows.map((row): Change => ({ type: "deleted", row })),
  ];
  const { tombstones = {} } = before;
  const beside = filter.showDeleted
    ? applyTombstones(changes, tombstones, CHANGES.maxTombstones)
    : { changes, tombstones };
  return {
    changes: beside.changes
      .map((change) => filterChange(change, filter))
      .filter((change) => change !== undefined),
    state: {
      ...before,
      records: records.after,
      ...(filter.showDeleted && { deletions: deletions.after }),
      ...storedTombstones(before, beside.tombstones, zohoNow),
    },
  };
}

/** The deletions to remember; explicitly none if all of those before are gone. */
function storedTombstones(
  { tombstones: before, restoresCheckedAt }: StreamState,
  tombstones: Tombstones,
  zohoNow: number,
): Pick<StreamState, "tombstones" | "restoresCheckedAt"> {
  if (Object.keys(tombstones).length === 0) return before ? { tombstones: undefined } : {};
  return { tombstones, restoresCheckedAt: restoresCheckedAt ?? { at: zohoNow, after: "" } };
}

/** The rows that a stream has not delivered yet, and its cursor once it has. */
function undelivered(cursor: CursorState, rows: readonly SourceRow[], limit: number) {
  const known = new DeliveredVersions(cursor.versions);
  const deliveredBefore = new Set([...known.records()].map(({ id }) => id));
  const earliest = undeliveredFrom(cursor);
  const fresh: SourceRow[] = [];
  for (const row of rows) {
    const isReadable = row.id !== "" && Number.isSafeInteger(row.at);
    if (!isReadable || row.at < earliest || known.has(row.at, row.id, row.content)) continue;
    known.add(row.at, row.id, row.content);
    fresh.push(row);
  }
  known.dropBeyond(limit);
  const deliveredIds = Object.values(cursor.delivered?.ids ?? {}).flatMap((ids) => ids.split(" "));
  const delivered = new Set([...deliveredBefore, ...deliveredIds]);
  return {
    rows: fresh,
    earliest,
    wasDelivered: (id: string): boolean => delivered.has(id),
    after: {
      ...cursor,
      versions: known.save(),
      ...(cursor.progress && { progress: markDelivered(cursor.progress, fresh) }),
    },
  };
}

/** Tells a window that is being read of records that later pages and windows must not call new. */
function markDelivered(progress: WindowProgress, rows: readonly SourceRow[]): WindowProgress {
  if (progress.isOverflowing) return progress;
  const delivered = new DeliveredIds(progress.delivered);
  for (const { id, createdAt } of rows) if (createdAt !== undefined) delivered.add(id, createdAt);
  return { ...progress, delivered: delivered.save() };
}

/** The first second that may hold versions not delivered yet. */
function undeliveredFrom(cursor: CursorState): number {
  const earliest = lookbackStart(cursor);
  const { progress } = cursor;
  if (!progress) return earliest;
  return Math.max(earliest, Math.min(progress.from, progress.end - CHANGES.overlapSeconds));
}
