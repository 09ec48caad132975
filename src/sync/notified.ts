import { CHANGES } from "../limits";
import { type ChangeFilter, filterChange } from "./changeFilter";
import type { Change, SourceRow } from "./changes";
import { DeliveredIds } from "./deliveredIds";
import { DeliveredVersions } from "./deliveredVersions";
import {
  type CursorState,
  cursorAt,
  lookbackStart,
  type StreamState,
  type Tombstones,
  type WindowProgress,
} from "./state";
import { applyTombstones } from "./tombstones";

/** Versions of records, or their ends, that somebody told of as they came about. */
export interface NotifiedRows {
  rows: readonly SourceRow[];
  deletions: readonly SourceRow[];
  /** Zoho's clock, in seconds. */
  zohoNow: number;
}

/**
 * Delivers what was told of, beside the windows of a subject: what a window or a telling has delivered is left out,
 * and the next windows leave out what is delivered here. A record that was not delivered before counts as created
 * whatever was told of it, so that a lost telling of its creation is made up for. A row that is older than the windows look back was delivered
 * by one of them, or was there when the subject began.
 */
export function applyNotification(
  before: StreamState,
  notified: NotifiedRows,
  options: ChangeFilter & { versions: number },
): { changes: Change[]; state: StreamState } {
  const { zohoNow } = notified;
  const start = zohoNow - CHANGES.overlapSeconds;
  const records = undelivered(before.records ?? cursorAt(start), notified.rows, options.versions);
  const deletions = undelivered(
    before.deletions ?? cursorAt(start),
    notified.deletions,
    options.versions,
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
  const beside = options.showDeleted
    ? applyTombstones(changes, tombstones, CHANGES.maxTombstones)
    : { changes, tombstones };
  return {
    changes: beside.changes
      .map((change) => filterChange(change, options))
      .filter((change) => change !== undefined),
    state: {
      ...before,
      records: records.after,
      ...(options.showDeleted && { deletions: deletions.after }),
      ...storedTombstones(before, beside.tombstones, zohoNow),
    },
  };
}

/** The deletions to remember, also when none is left of those before. */
function storedTombstones(
  { tombstones: before, restoresCheckedAt }: StreamState,
  tombstones: Tombstones,
  zohoNow: number,
): Pick<StreamState, "tombstones" | "restoresCheckedAt"> {
  if (Object.keys(tombstones).length === 0) return before ? { tombstones: undefined } : {};
  return { tombstones, restoresCheckedAt: restoresCheckedAt ?? { at: zohoNow, after: "" } };
}

/** The rows that a stream has not delivered, and the stream once it has. */
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

/** A window that is being read, told of records that its later pages and the next windows shall not call new. */
function markDelivered(progress: WindowProgress, rows: readonly SourceRow[]): WindowProgress {
  if (progress.isOverflowing) return progress;
  const delivered = new DeliveredIds(progress.delivered);
  for (const { id, createdAt } of rows) if (createdAt !== undefined) delivered.add(id, createdAt);
  return { ...progress, delivered: delivered.save() };
}

/** The first second whose versions a stream may not have delivered. */
function undeliveredFrom(cursor: CursorState): number {
  const earliest = lookbackStart(cursor);
  const { progress } = cursor;
  if (!progress) return earliest;
  return Math.max(earliest, Math.min(progress.from, progress.end - CHANGES.overlapSeconds));
}
