import * as v from "valibot";
import { CHANGES } from "../limits";
import { isObject } from "../shared/json";
import { orLeftOut } from "../shared/schema";
import { LAST_SECOND, toSecond } from "../shared/time";

/**
 * Everything that change engines persist. Times are whole seconds since 1970 unless noted
 * otherwise.
 */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A persisted value is JSON already. */
const JSON_VALUE = v.custom<Json>((value) => value !== undefined);

/** A whole number that can stand for a time; counts are smaller than that. */
const SECOND = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LAST_SECOND));
const FLAG = orLeftOut(v.boolean());
const NAMES = v.array(v.string());
const TEXT_BY_KEY = v.record(v.string(), v.string());

const TIED_SECOND_SCAN = v.object({
  from: SECOND,
  passes: SECOND,
  /** Digests of the rows of this pass so far, and of the whole pass before it. */
  digest: v.string(),
  previousDigest: v.string(),
});

const WINDOW_PROGRESS = v.object({
  /** The window holds versions before this second. */
  end: SECOND,
  pages: SECOND,
  /** Where the source goes on; absent = at `from`. */
  position: v.optional(JSON_VALUE),
  /** Of a source in order of time: everything before was read. */
  from: SECOND,
  /** Ids of the records delivered by this window that could be new, as in RecentlyDelivered. */
  delivered: orLeftOut(TEXT_BY_KEY),
  /** More records were delivered than can be remembered. */
  isOverflowing: FLAG,
  tiedScan: orLeftOut(TIED_SECOND_SCAN),
});

const RECENTLY_DELIVERED = v.object({
  /** Records created in this second or later were new to the windows before. */
  from: SECOND,
  /** Ids by the second of their creation, separated by blanks. */
  ids: TEXT_BY_KEY,
  /** Every record was new to the window before. */
  isBackfill: FLAG,
});

const CURSOR_STATE = v.object({
  /** Every version before this second was delivered. */
  watermark: SECOND,
  /** Nothing before this second is delivered: it was there when the stream began. */
  baseline: v.fallback(SECOND, 0),
  /** Versions that later reads may find again: by second, "id:content id:content". */
  versions: v.fallback(TEXT_BY_KEY, {}),
  /** A window that is being read. */
  progress: orLeftOut(WINDOW_PROGRESS),
  /** Until the first window is complete, every record counts as created. */
  isBackfill: FLAG,
  /** What the last windows delivered, where they may have missed a new record. */
  delivered: orLeftOut(RECENTLY_DELIVERED),
});

const STREAM_STATE = v.object({
  records: orLeftOut(CURSOR_STATE),
  /** Digest of every record by id, as last read; "-" before it = the last reading missed it. */
  snapshot: orLeftOut(TEXT_BY_KEY),
  deletions: orLeftOut(CURSOR_STATE),
  /** The second of each deletion that was delivered, by id. */
  tombstones: orLeftOut(v.record(v.string(), SECOND)),
  /** When restored records were last looked for, and the last id looked for then. */
  restoresCheckedAt: orLeftOut(v.object({ at: SECOND, after: v.fallback(v.string(), "") })),
  /** What the product's stream caches between polls, such as names of fields. */
  plan: v.optional(v.unknown()),
});

const CREDIT_BUDGET_STATE = v.object({
  /** Milliseconds since 1970: nothing is read before. */
  pausedUntil: orLeftOut(v.pipe(v.number(), v.finite())),
  /** The organization's daily allowance as last read, and when, in milliseconds since 1970. */
  allowance: orLeftOut(v.pipe(v.number(), v.gtValue(0))),
  allowanceAt: orLeftOut(v.number()),
});

const SOURCE_IDENTITY = v.object({
  /** A digest of the grant behind the connection. The same grant is the same organization. */
  grant: v.string(),
  /** The API host and the organization's id; the id is "" where it may not be read. */
  organization: v.string(),
  /** The fields and the filter, as a text. */
  queryKey: v.string(),
});

const POLL_STATE = v.object({
  version: v.literal(1),
  identity: SOURCE_IDENTITY,
  streams: v.record(v.string(), v.fallback(STREAM_STATE, {})),
  creditBudget: orLeftOut(CREDIT_BUDGET_STATE),
  /** The stream that the next run begins with. */
  first: orLeftOut(v.string()),
  /** In a run of several pages: the streams still to be read. */
  pending: orLeftOut(NAMES),
  /** The names of every stream, and when they were read. */
  all: orLeftOut(v.object({ names: NAMES, readAt: SECOND })),
  /** The id of the connection's own user. */
  ownUser: orLeftOut(v.string()),
});

/** Versions by second, each "id:content". */
export type SavedVersions = Record<string, string>;
/** A scan of one second whose rows fill more than a page: see advanceScan. */
export type TiedSecondScan = v.InferOutput<typeof TIED_SECOND_SCAN>;
/** How far a window has been read. */
export type WindowProgress = v.InferOutput<typeof WINDOW_PROGRESS>;
/**
 * A record edited while a window is paged moves into the next window. These ids tell that window
 * which records were delivered already, so that the others still count as created.
 */
export type RecentlyDelivered = v.InferOutput<typeof RECENTLY_DELIVERED>;
/** How far a list of versions has been delivered. */
export type CursorState = v.InferOutput<typeof CURSOR_STATE>;
/** How far a stream has been delivered. */
export type StreamState = v.InferOutput<typeof STREAM_STATE>;
export type SnapshotState = NonNullable<StreamState["snapshot"]>;
export type Tombstones = NonNullable<StreamState["tombstones"]>;
export type CreditBudgetState = v.InferOutput<typeof CREDIT_BUDGET_STATE>;
/** Identifies the organization and query that a state belongs to. */
export type SourceIdentity = v.InferOutput<typeof SOURCE_IDENTITY>;
/** What a trigger saves between polls. */
export type PollState = v.InferOutput<typeof POLL_STATE>;

/** A saved state: ours, that of the official connector, none, or one that cannot be used. */
export type StoredState =
  | { kind: "none" }
  | { kind: "official"; second: number }
  | { kind: "state"; state: PollState; warnings: string[] }
  | { kind: "unknown" };

/** Reads a saved state. Broken parts are left out, with a warning; the rest is kept. */
export function parsePollState(value: unknown): StoredState {
  if (!isObject(value) || Object.keys(value).length === 0) return { kind: "none" };
  if (value.version !== 1 && typeof value.lastUpdated === "string") {
    const { success, output: second } = v.safeParse(SECOND, toSecond(value.lastUpdated));
    return success ? { kind: "official", second } : { kind: "unknown" };
  }
  const { success, output: state } = v.safeParse(POLL_STATE, value);
  if (!success) return { kind: "unknown" };
  for (const { records, deletions } of Object.values(state.streams)) {
    for (const cursor of [records, deletions]) {
      if (cursor) cursor.baseline = Math.min(cursor.baseline, cursor.watermark);
    }
  }
  return { kind: "state", state, warnings: lostParts(value.streams, state.streams) };
}

/** A sentence for each part of a stream that was saved and is not in the parsed state. */
function lostParts(saved: unknown, parsed: PollState["streams"]): string[] {
  return Object.entries(isObject(saved) ? saved : {}).flatMap(([name, stream]) => {
    if (!isObject(stream)) return [`The saved state of ${name} is invalid; it starts over.`];
    return (["records", "deletions"] as const).flatMap((part) => {
      const before = stream[part];
      const after = parsed[name]?.[part];
      if (before === undefined) return [];
      if (!after) return [`The saved position of ${name} is invalid; it starts over.`];
      const isLost = isObject(before) && before.progress !== undefined && !after.progress;
      return isLost ? [`The saved page of ${name} is invalid; its window is read again.`] : [];
    });
  });
}

/**
 * Hosts differ between data centers and environments. An id that may not be read is taken for the
 * same.
 */
export function isSameOrganization(before: SourceIdentity, now: SourceIdentity): boolean {
  const [hostBefore = "", idBefore = ""] = before.organization.split(" ");
  const [host = "", id = ""] = now.organization.split(" ");
  return hostBefore === host && (idBefore === id || idBefore === "" || id === "");
}

/** A cursor that delivers everything from a second on. */
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

/**
 * A stream that continues from the official connector's state: its second was not read to the end.
 */
export const fromOfficial = (second: number): StreamState => ({ records: cursorAt(second) });

/** Stands for any content of a version, once records show other fields than before. */
export const ANY_CONTENT = "*";

/**
 * A stream once its records show other fields: what was delivered stays delivered, whatever it
 * held.
 */
export function afterFieldsChanged(stream: StreamState): StreamState {
  const { records } = stream;
  if (!records) return stream;
  const versions = Object.entries(records.versions).map(([second, text]) => [
    second,
    text.replace(/:[^ ]*/g, `:${ANY_CONTENT}`),
  ]);
  return { ...stream, records: { ...records, versions: Object.fromEntries(versions) } };
}

/**
 * The same, where the query differs too: a window continues at the last second read, not at a page.
 */
export function afterQueryChanged(stream: StreamState): StreamState {
  const { records, ...rest } = afterFieldsChanged(stream);
  if (!records?.progress) return { ...rest, ...(records && { records }) };
  const { position: _ofOtherQuery, tiedScan: _ofOtherPages, ...progress } = records.progress;
  return { ...rest, records: { ...records, progress } };
}
