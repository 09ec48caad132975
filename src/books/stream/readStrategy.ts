import { BOOKS_CHANGES } from "../../limits";
import { getRecordType } from "../endpoints";
import type { RecordType } from "../recordTypes/index";

/** How the lists of a record type are read to find changes. */
export interface ReadStrategy {
  changes: RecordType["changes"];
  /** The column and direction to ask for; absent = Zoho's own order. */
  sort?: { column: string; order: "A" | "D" };
  /** Sorted so that reading can stop at the first row that is too old. */
  isNewestFirst: boolean;
  /** Every reading reads the full list. */
  isScan: boolean;
}

/** Columns that edits never or rarely change. */
const STEADY = ["created_time", "account_name", "name"];

/**
 * Prefers newest-first where Zoho sorts by the change time: edits then only move rows to pages not
 * read yet. Purchase orders come newest-first in any case.
 */
export function readStrategyFor({ changes, sortColumns }: RecordType): ReadStrategy {
  const time = changes === "createdOnly" ? "created_time" : "last_modified_time";
  const canStop = changes === "filter" || changes === "sortDescStop" || changes === "createdOnly";
  const isNewestFirst = canStop && sortColumns.includes(time);
  const steady = STEADY.find((column) => sortColumns.includes(column));
  return {
    changes,
    isNewestFirst,
    isScan: !isNewestFirst && changes !== "filter",
    ...(isNewestFirst && { sort: { column: time, order: "D" } }),
    ...(!isNewestFirst && steady !== undefined && { sort: { column: steady, order: "A" } }),
  };
}

/** How well the changes of a record type are found, and at which cost. */
export interface ChangeDetection {
  /**
   * filter: Zoho lists what changed. newestFirst: the latest come first. scan: the times of all
   * rows are read. compare: all rows are compared with those of the last reading. none: changes are
   * not found.
   */
  strategy: "filter" | "newestFirst" | "scan" | "compare" | "none";
  /** Calls of a poll that finds nothing: one, or one for every page of the list. */
  callsWhenIdle: "one" | "everyPage" | "none";
  /** The shortest time between two readings of the full list. */
  minIntervalMs: number;
  /** New records are returned as created; otherwise as updated. */
  findsCreations: boolean;
  findsUpdates: boolean;
  findsDeletions: boolean;
}

/** How the changes of a record type are found. Throws an InputError for an unknown type. */
export function describeChangeDetection(recordType: string): ChangeDetection {
  const type = getRecordType(recordType);
  const { changes, isNewestFirst, isScan } = readStrategyFor(type);
  const isCompared = changes === "fullCompare";
  const usual: ChangeDetection = {
    strategy: "filter",
    callsWhenIdle: isScan ? "everyPage" : "one",
    minIntervalMs: isScan ? BOOKS_CHANGES.minScanIntervalMs : 0,
    findsCreations: !type.hidesCreation,
    findsUpdates: changes !== "createdOnly",
    findsDeletions: isCompared,
  };
  if (needsParent(type)) {
    const nothing = { findsCreations: false, findsUpdates: false, findsDeletions: false };
    return { ...usual, strategy: "none", callsWhenIdle: "none", minIntervalMs: 0, ...nothing };
  }
  if (isCompared) return { ...usual, strategy: "compare" };
  if (isScan) return { ...usual, strategy: "scan" };
  return { ...usual, strategy: isNewestFirst && changes !== "filter" ? "newestFirst" : "filter" };
}

/** Whether records can only be listed below a parent. */
export const needsParent = ({ parents }: RecordType): boolean =>
  parents.some(({ required }) => required.includes("list"));
