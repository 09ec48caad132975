import { hexDigest } from "../../shared/digest";
import type { StreamChange } from "../../sync/poll";
import type { PollState } from "../../sync/state";

/** An item for the steps of the flow. */
export interface RecordEvent {
  module: string;
  /** created, updated, deleted, restored or converted. */
  changeType: string;
  record: Record<string, unknown>;
  source: "notification" | "sweep";
  /** The same whenever and however this version of the record is delivered. */
  dedupeId: string;
}

/** The result of an execution, as the platform takes it. */
export interface EventPage {
  items: RecordEvent[];
  paginationState: Record<string, unknown> | null;
  polledNoChanges: boolean;
}

export const NO_EVENTS: EventPage = { items: [], paginationState: null, polledNoChanges: true };

interface PageOptions {
  /** The state for the run's next page; null = this is the last one. */
  next: PollState | null;
  isContinued: boolean;
  source?: RecordEvent["source"];
}

export function toPage(
  changes: readonly StreamChange[],
  { next, isContinued, source = "sweep" }: PageOptions,
): EventPage {
  const items = changes.map((change) => toEvent(change, source));
  // If a page that the platform asked for polled no changes, its run would never end.
  const polledNoChanges = items.length === 0 && next === null && !isContinued;
  return { items, paginationState: next && { ...next }, polledNoChanges };
}

function toEvent(
  { name, type, row, deletedAt }: StreamChange,
  source: RecordEvent["source"],
): RecordEvent {
  const { id, at, outcome = "", content, record } = row;
  const version = [name, id, at, outcome, content, ...(deletedAt === undefined ? [] : [deletedAt])];
  const dedupeId = hexDigest(JSON.stringify(version), 32);
  return { module: name, changeType: type, record, source, dedupeId };
}
