import type { Change, SourceRow } from "./changes";
import type { SnapshotState } from "./state";

/** A list that is read in full, since its rows have no modification time. */
export interface SnapshotSource {
  /** Every row, or an error. `at` of the rows means nothing. Undefined = not read this time. */
  readAll(mayContinue: () => boolean | Promise<boolean>): Promise<Snapshot | undefined>;
  /** What is returned of a deleted record. */
  describeDeleted(id: string): Record<string, unknown>;
}

export interface Snapshot {
  rows: readonly SourceRow[];
  /** One reply held all rows. */
  isSinglePage: boolean;
}

export interface Comparison {
  changes: Change[];
  state: SnapshotState;
  /** Every difference was delivered. */
  isComplete: boolean;
}

interface CompareOptions extends Pick<SnapshotSource, "describeDeleted"> {
  /** Most changes to deliver. */
  limit: number;
  /** At the first reading, every record is delivered as created; otherwise only stored. */
  isFirstShown: boolean;
}

/**
 * The differences from the last reading: new ids, other contents, missing ids. A list of several
 * pages may hide a record, which counts as deleted only when two readings miss it. Beyond `limit`
 * changes, the others stay as they were and differ again next time.
 */
export function compareSnapshot(
  before: SnapshotState | undefined,
  { rows, isSinglePage }: Snapshot,
  { limit, isFirstShown, describeDeleted }: CompareOptions,
): Comparison {
  if (before === undefined && !isFirstShown) {
    return { changes: [], state: digestsById(rows), isComplete: true };
  }
  const state: SnapshotState = { ...before };
  const changes: Change[] = [];
  const present = new Set<string>();
  let isComplete = true;
  const deliver = (change: Change): boolean => {
    if (changes.length >= limit) isComplete = false;
    else changes.push(change);
    return isComplete;
  };
  for (const row of rows) {
    const known = state[row.id];
    present.add(row.id);
    const isSame = known === row.content || known === `-${row.content}`;
    const type = known === undefined ? "created" : "updated";
    if (isSame || deliver({ type, row })) state[row.id] = row.content;
  }
  for (const [id, content] of Object.entries(state)) {
    if (present.has(id)) continue;
    if (!isSinglePage && !content.startsWith("-")) state[id] = `-${content}`;
    else if (
      deliver({ type: "deleted", row: { id, at: 0, content: "", record: describeDeleted(id) } })
    )
      delete state[id];
  }
  return { changes, state, isComplete };
}

const digestsById = (rows: readonly SourceRow[]): SnapshotState =>
  Object.fromEntries(rows.map(({ id, content }) => [id, content]));
