import { BOOKS_CHANGES } from "../../limits";
import { recordTypeOf } from "../places";
import type { RecordType } from "../recordTypes";

/** How the lists of a record type are read to find changes. */
export interface Way {
  strategy: RecordType["changes"];
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
export function wayOf({ changes, sortColumns }: RecordType): Way {
  const time = changes === "createdOnly" ? "created_time" : "last_modified_time";
  const canStop = changes === "filter" || changes === "sortDescStop" || changes === "createdOnly";
  const isNewestFirst = canStop && sortColumns.includes(time);
  const steady = STEADY.find((column) => sortColumns.includes(column));
  return {
    strategy: changes,
    isNewestFirst,
    isScan: !isNewestFirst && changes !== "filter",
    ...(isNewestFirst && { sort: { column: time, order: "D" } }),
    ...(!isNewestFirst && steady !== undefined && { sort: { column: steady, order: "A" } }),
  };
}

/** What builders can expect of the changes of a record type. */
export interface Expectation {
  /**
   * filter: Zoho lists what changed. newestFirst: the latest come first. scan: all rows are read for their
   * times. compare: all rows are compared with those of the last reading. none: changes cannot be found.
   */
  way: "filter" | "newestFirst" | "scan" | "compare" | "none";
  /** Calls of a poll that finds nothing: one, or one for every page of the list. */
  callsWhenIdle: "one" | "everyPage" | "none";
  /** The whole list is read no more often. */
  minIntervalMs: number;
  /** New records come as created; otherwise they come as updated. */
  tellsNew: boolean;
  findsUpdates: boolean;
  findsDeletions: boolean;
}

/** How the changes of a record type are found. Throws an InputError for an unknown type. */
export function howChangesAreFound(recordType: string): Expectation {
  const type = recordTypeOf(recordType);
  const { strategy, isNewestFirst, isScan } = wayOf(type);
  const isCompared = strategy === "fullCompare";
  const usual: Expectation = {
    way: "filter",
    callsWhenIdle: isScan ? "everyPage" : "one",
    minIntervalMs: isScan ? BOOKS_CHANGES.minScanIntervalMs : 0,
    tellsNew: !type.hidesCreation,
    findsUpdates: strategy !== "createdOnly",
    findsDeletions: isCompared,
  };
  if (needsParent(type)) {
    const nothing = { tellsNew: false, findsUpdates: false, findsDeletions: false };
    return { ...usual, way: "none", callsWhenIdle: "none", minIntervalMs: 0, ...nothing };
  }
  if (isCompared) return { ...usual, way: "compare" };
  if (isScan) return { ...usual, way: "scan" };
  return { ...usual, way: isNewestFirst && strategy !== "filter" ? "newestFirst" : "filter" };
}

/** Whether records can only be listed below a parent. */
export const needsParent = ({ parents }: RecordType): boolean =>
  parents.some(({ required }) => required.includes("list"));
