import type { Json } from "./state";

/** What change engines read from and what they give. Times are whole seconds since 1970, by Zoho's clock. */

/** What happened to a record. */
export type ChangeType = "created" | "updated" | "deleted" | "restored" | "converted";

/** One version of a record, or its end, as a source found it. */
export interface SourceRow {
  id: string;
  /** When this version came about: the time of modification, or of deletion. */
  at: number;
  /** Absent where the source does not tell: then a row is never taken for a new record. */
  createdAt?: number;
  /** A short digest of what the version holds, so that two versions of one second are told apart. */
  content: string;
  /** What the row stands for, where it is neither a creation nor an edit. */
  outcome?: "deleted" | "converted";
  /** Of a deletion: the record is gone for good, which may be long after it was deleted. */
  isPermanent?: boolean;
  /** The last change was made through the connection itself. */
  isOwn?: boolean;
  record: Record<string, unknown>;
}

export interface ReadRequest {
  /** Rows of this second and later are wanted. */
  from: number;
  /** Rows of this second and later are of no use; absent on the first page of a window. */
  end?: number;
  /** Where the page before ended, as the source said; absent = begin at `from`. */
  position?: Json;
  /** How many pages this window has had. */
  pagesBefore: number;
  /** How many rows can still be used. */
  maxRows: number;
}

export interface SourcePage {
  rows: readonly SourceRow[];
  /** Where to go on; absent when the source holds nothing further. */
  next?: Json;
  /** Of a source in order of time: everything before this second was read. */
  upTo?: number;
  /**
   * The next page goes on by counting, and a record that leaves the list meanwhile could move another one out
   * of sight. Such a stretch is read again until it brings nothing new.
   */
  isOffsetPaged?: boolean;
  /** Records show other fields than on the pages before, so that contents cannot be compared. */
  fieldsChanged?: boolean;
  /** Zoho's clock when it answered, less the time of the round trip, in milliseconds. */
  zohoTimeMs: number;
}

/** Versions of the records of one module or record type, or their deletions. */
export interface ChangeSource {
  /** Rows below `request.from` and from `request.end` on may be among the rows. */
  read(request: ReadRequest): Promise<SourcePage>;
}

export interface Change {
  type: ChangeType;
  row: SourceRow;
  /** Of a restored record: when it was deleted. It may bear the version that it had before. */
  deletedAt?: number;
}
