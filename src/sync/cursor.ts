import { CHANGES } from "../limits";
import type { Json } from "./changes";
import type { SavedVersions } from "./deliveredVersions";
import type { TiedSecondScan } from "./tiedSecondScan";

/** How far a stream of changes has been delivered. Saved between polls as it is. */
export interface CursorState {
  /** Every version before this second was delivered. */
  watermark: number;
  /** Nothing before this second is delivered: it was there when the stream began. */
  baseline: number;
  /** Versions that later reads may find again. */
  versions: SavedVersions;
  /** A window that is being read. */
  progress?: WindowProgress;
  /** Until the first window is drained, every record counts as created. */
  isBackfill?: boolean;
  /** What the last windows delivered, where they may have missed a new record. */
  delivered?: RecentlyDelivered;
}

/**
 * A record that is edited before the page is read that it was to come with, or in the second in which that is
 * read, moves on into the next window. So that it still comes as created, the next window knows which ones were
 * delivered.
 */
export interface RecentlyDelivered {
  /** Records created in this second or later were new to the windows before. */
  from: number;
  /** Ids by the second of their creation, with blanks between. */
  ids: Record<string, string>;
  /** Every record was new to the window before. */
  isBackfill?: boolean;
}

export interface WindowProgress {
  /** The window holds versions before this second. */
  end: number;
  pages: number;
  /** Where the source goes on; absent = at `from`. */
  position?: Json;
  /** Of a source in order of time: everything before was read. */
  from: number;
  /** What was delivered, as in Seen. */
  delivered?: Record<string, string>;
  /** That was more than can be remembered. */
  isOverflowing?: boolean;
  tiedScan?: TiedSecondScan;
}

/** A stream that delivers everything from a second on. */
export function cursorAt(second: number, { isBackfill = false } = {}): CursorState {
  return {
    watermark: second,
    baseline: second,
    versions: {},
    ...(isBackfill && { isBackfill }),
  };
}

/** The first second that the next window looks at. */
export const lookbackStart = ({ watermark, baseline }: CursorState): number =>
  Math.max(watermark - CHANGES.overlapSeconds, baseline);
