import { hexDigest } from "../../shared/digest";
import type { StreamChange } from "../../sync/poll";

/** What a later step gets of a change. */
export interface RecordEvent {
  module: string;
  /** created, updated, deleted, restored or converted. */
  changeType: string;
  record: Record<string, unknown>;
  source: "notification" | "sweep";
  /** Of module, record and version: the same whichever way the change came, and however often. */
  dedupeId: string;
}

/** What an execution hands to the platform. */
export interface EventPage {
  items: RecordEvent[];
  paginationState: Record<string, unknown> | null;
  polledNoChanges: boolean;
}

export function pageOf(
  changes: readonly StreamChange[],
  how: {
    next: Record<string, unknown> | null;
    isContinued: boolean;
    source?: RecordEvent["source"];
  },
): EventPage {
  const { next, isContinued, source = "sweep" } = how;
  const items = changes.map((change) => eventOf(change, source));
  // On a page that the platform asked for, its run would never end.
  const polledNoChanges = items.length === 0 && next === null && !isContinued;
  return { items, paginationState: next, polledNoChanges };
}

function eventOf(
  { name, type, row, deletedAt }: StreamChange,
  source: RecordEvent["source"],
): RecordEvent {
  const { id, at, outcome = "", content, record } = row;
  const version = [name, id, at, outcome, content, ...(deletedAt === undefined ? [] : [deletedAt])];
  return {
    module: name,
    changeType: type,
    record,
    source,
    dedupeId: hexDigest(JSON.stringify(version), 32),
  };
}
