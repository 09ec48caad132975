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
  /** Every reading goes over the whole list. */
  isScan: boolean;
}

/** Columns that an edit does not change, or seldom. */
const STEADY = ["created_time", "account_name", "name"];

/**
 * The way of a record type. The latest come first where Zoho sorts by the time that counts, since records are
 * then only ever moved towards pages that come later, and purchase orders come so whatever is asked.
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

/** What builders can expect of the changes of a record type. */
export interface ChangeDetection {
  /**
   * filter: Zoho lists what changed. newestFirst: the latest come first. scan: all rows are read for their
   * times. compare: all rows are compared with those of the last reading. none: changes cannot be found.
   */
  strategy: "filter" | "newestFirst" | "scan" | "compare" | "none";
  /** Calls of a poll that finds nothing: one, or one for every page of the list. */
  callsWhenIdle: "one" | "everyPage" | "none";
  /** The whole list is read no more often. */
  minIntervalMs: number;
  /** New records come as created; otherwise they come as updated. */
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
