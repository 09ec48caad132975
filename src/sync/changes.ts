import type { Json } from "./state";

/** What sources give and streams deliver. Times are whole seconds since 1970, by Zoho's clock. */

/** What happened to a record. */
export type ChangeType = "created" | "updated" | "deleted" | "restored" | "converted";

/** One version of a record, or its end, as a source found it. */
export interface SourceRow {
  id: string;
  /** When this version was made: the time of modification, or of deletion. */
  at: number;
  /** Absent where the source does not say: such a row never counts as a new record. */
  createdAt?: number;
  /** A short digest of the version's values, which tells two versions of one second apart. */
  content: string;
  /** What the row stands for, where it is neither a creation nor an edit. */
  outcome?: "deleted" | "converted";
  /** Of a deletion: the record is gone for good, perhaps long after it was deleted. */
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
  /** Where the page before ended, as the source said; absent = start at `from`. */
  position?: Json;
  /** How many pages this window has had. */
  pagesBefore: number;
  /** How many rows can still be used. */
  maxRows: number;
}

export interface SourcePage {
  rows: readonly SourceRow[];
  /** Where the next page starts; absent when the source holds nothing further. */
  next?: Json;
  /** Of a source in order of time: everything before this second was read. */
  upTo?: number;
  /** The next page is addressed by offset, so rows may be skipped if the list changes. */
  isOffsetPaged?: boolean;
  /** Records show other fields than on the pages before, so contents cannot be compared. */
  fieldsChanged?: boolean;
  /** Zoho's clock when it answered, less the round trip, in milliseconds. */
  zohoTimeMs: number;
}

/** Versions of the records of one module or record type, or their deletions. */
export interface ChangeSource {
  /** May return rows below `request.from` and from `request.end` on. */
  read(request: ReadRequest): Promise<SourcePage>;
}

/** What a reading may still do. */
export interface ReadBudget {
  /** How many changes can be delivered. */
  changesLeft: number;
  /** How many delivered versions can be remembered. */
  versionsLeft: number;
  /** Asked before every page; false = read nothing more now. */
  mayContinue(): boolean | Promise<boolean>;
}

export interface Change {
  type: ChangeType;
  row: SourceRow;
  /** Of a restored record: when it was deleted. Its version may be the one it had before. */
  deletedAt?: number;
}
