import { InputError } from "../../client/errors/errors";
import type { SourceRow } from "../../sync/changes";
import type { OpenStream } from "../../sync/poll";
import type { SnapshotSource } from "../../sync/snapshot";
import type { Json } from "../../sync/state";
import type { BooksClient } from "../client";
import { type Endpoint, endpointFor, getRecordType } from "../endpoints";
import type { RecordType } from "../recordTypes/index";
import { ChangedList } from "./changedList";
import { needsParent, readStrategyFor } from "./readStrategy";
import { type BooksReadPlan, ScanSchedule } from "./scanSchedule";

interface BooksStreamOptions {
  localNowMs: number;
  /** How many record types of the flow need their full list read, and share the calls for it. */
  scans?: number;
}

/**
 * The changes of a record type of Zoho Books, found as its table says. `cachedPlan` comes from the
 * last opening. If the full list has to be read and it is too early for that, the stream logs a
 * warning and reads nothing. Throws an InputError for a type that is only listed below a parent; a
 * type with too many records throws one while it is read.
 */
export function openBooksStream(
  client: BooksClient,
  recordType: string,
  cachedPlan: unknown,
  { localNowMs, scans = 1 }: BooksStreamOptions,
): OpenStream {
  const endpoint = endpointOf(recordType);
  const strategy = readStrategyFor(endpoint.type);
  const schedule = new ScanSchedule(cachedPlan, { nowMs: localNowMs, scans });
  const opened = (records: OpenStream["records"]): OpenStream => ({
    records,
    cachedPlan: (isDone) => schedule.stored(isDone),
  });
  if (!schedule.isDue) {
    client.logger.warn(schedule.whyNot(endpoint.type.label));
    return opened(NOTHING);
  }
  warnOnce(client, endpoint.type, schedule.plan);
  const list = new ChangedList(client, endpoint, strategy, schedule);
  return opened(
    strategy.changes === "fullCompare" ? fullList(client, endpoint, list) : list.source(),
  );
}

function endpointOf(recordType: string): Endpoint {
  const type = getRecordType(recordType);
  const [parent] = type.parents;
  if (parent && needsParent(type)) {
    const { label, one } = getRecordType(parent.type);
    throw new InputError(
      "Record Type",
      `The changes of ${type.label} cannot be found: Zoho Books lists them for one ${one} at a time. Choose ${label} instead, and read the ${type.label} of each with Books - Get Records.`,
    );
  }
  return endpointFor("list", { recordType, parentRecordType: "", parentRecordId: "" });
}

/** Logs what cannot be found when a flow starts, not at every poll. */
function warnOnce({ logger }: BooksClient, type: RecordType, plan: BooksReadPlan): void {
  if (plan.hasWarned) return;
  const { label, changes, hidesCreation } = type;
  plan.hasWarned = changes === "createdOnly" || hidesCreation || undefined;
  if (changes === "createdOnly") {
    logger.warn(
      `${label}: Zoho Books does not list when they were edited, so only new ones are found.`,
    );
  } else if (hidesCreation) {
    logger.warn(
      `${label}: Zoho Books does not list when they were created, so new ones are returned as updated.`,
    );
  }
}

/** A source that reads nothing and leaves everything as it was. */
const NOTHING: SnapshotSource = {
  readAll: async () => undefined,
  describeDeleted: () => ({}),
};

/** Every row of a list, each once, as a snapshot. */
function fullList({ logger }: BooksClient, { rowId }: Endpoint, list: ChangedList): SnapshotSource {
  return {
    describeDeleted: (id) => ({ [rowId]: id }),
    readAll: async (mayContinue) => {
      const source = list.source();
      const rows = new Map<string, SourceRow>();
      let position: Json | undefined;
      let pages = 0;
      for (; await mayContinue(); pages += 1) {
        const page = await source.read({
          from: 0,
          pagesBefore: pages,
          maxRows: Number.POSITIVE_INFINITY,
          position,
        });
        for (const row of page.rows) rows.set(row.id, row);
        position = page.next;
        if (position !== undefined) continue;
        if (rows.delete("")) logger.warn("Rows had no usable id and were skipped.");
        return { rows: [...rows.values()], isSinglePage: pages === 0 };
      }
      if (pages > 0) list.ended(pages);
      return undefined;
    },
  };
}
