import type { GovernorState } from "./governor";
import type { SubjectState } from "./poll";
import type { Removals } from "./removals";
import type { SnapshotState } from "./snapshot";
import { withoutContents } from "./versions";
import { type StreamState, streamFrom } from "./window";

/** Whose changes a state speaks of. Other organizations have other records, under the same names. */
export interface Stamp {
  /** A digest of the grant that the connection lives on. The same grant is the same organization. */
  grant: string;
  /** The host and the id of the organization; the id is "" where it may not be read. */
  organization: string;
  /** What was asked of the records, as a text: fields and filter. */
  wish: string;
}

/** What a trigger keeps between polls. */
export interface PollState {
  version: 1;
  stamp: Stamp;
  subjects: Record<string, SubjectState>;
  governor?: GovernorState;
  /** The subject that the next run begins with. */
  first?: string;
  /** In a run of several pages: what is still to be read in it. */
  pending?: string[];
  /** The names that stood for every subject, and when they were read, in seconds. */
  all?: { names: string[]; readAt: number };
  /** The id of the connection's own user. */
  ownUser?: string;
}

/** What a kept state is: ours, that of the official connector, nothing, or not to be understood. */
export type Kept =
  | { kind: "none" }
  | { kind: "official"; second: number }
  | { kind: "state"; state: PollState; warnings: string[] }
  | { kind: "unknown" };

/** Reads a kept state. What is broken in it is left out and named; the rest is kept. */
export function keptState(value: unknown): Kept {
  if (!isObject(value) || Object.keys(value).length === 0) return { kind: "none" };
  if (value.version !== 1 && typeof value.lastUpdated === "string") {
    const second = Math.floor(Date.parse(value.lastUpdated) / 1000);
    return Number.isNaN(second) ? { kind: "unknown" } : { kind: "official", second };
  }
  const { stamp, subjects } = value;
  if (value.version !== 1 || !isStamp(stamp) || !isObject(subjects)) return { kind: "unknown" };
  const warnings: string[] = [];
  const { first, pending, all, ownUser } = value;
  const state: PollState = {
    version: 1,
    stamp,
    subjects: Object.fromEntries(
      Object.entries(subjects).map(([name, kept]) => [name, subjectIn(name, kept, warnings)]),
    ),
    ...(isObject(value.governor) && { governor: governorIn(value.governor) }),
    ...(typeof first === "string" && { first }),
    ...(isNames(pending) && { pending }),
    ...(isObject(all) &&
      isNames(all.names) &&
      isSecond(all.readAt) && { all: { names: all.names, readAt: all.readAt } }),
    ...(typeof ownUser === "string" && { ownUser }),
  };
  return { kind: "state", state, warnings };
}

/** A subject once its records show other fields: what was delivered stays delivered, whatever it held. */
export function underOtherFields(subject: SubjectState): SubjectState {
  const { records } = subject;
  if (!records) return subject;
  return { ...subject, records: { ...records, versions: withoutContents(records.versions) } };
}

/** The same, where also the query differs: a window that is being read begins anew. */
export function underOtherWish(subject: SubjectState): SubjectState {
  const { records, ...rest } = underOtherFields(subject);
  if (!records) return rest;
  const { drain: _ofOtherQuery, ...stream } = records;
  return { ...rest, records: stream };
}

/** A subject that goes on from where the official connector stood: its second was not read to the end. */
export const fromOfficial = (second: number): SubjectState => ({ records: streamFrom(second) });

function subjectIn(name: string, kept: unknown, warnings: string[]): SubjectState {
  if (!isObject(kept)) {
    warnings.push(`What was kept of ${name} is not to be understood. It begins anew.`);
    return {};
  }
  const { records, deletions, snapshot, removals, removalsCheckedAt, plan } = kept;
  return {
    ...streamPart("records", name, records, warnings),
    ...streamPart("deletions", name, deletions, warnings),
    ...(isTexts(snapshot) && { snapshot }),
    ...(isSeconds(removals) && { removals }),
    ...(isSecond(removalsCheckedAt) && { removalsCheckedAt }),
    ...(plan !== undefined && { plan }),
  };
}

function streamPart(
  key: "records" | "deletions",
  name: string,
  kept: unknown,
  warnings: string[],
): Pick<SubjectState, "records" | "deletions"> {
  if (kept === undefined) return {};
  if (!isObject(kept) || !isSecond(kept.watermark)) {
    warnings.push(`How far ${name} was read is not to be understood. It begins anew.`);
    return {};
  }
  const { watermark, baseline, versions, drain, isBackfill } = kept;
  const stream: StreamState = {
    watermark,
    baseline: isSecond(baseline) ? baseline : 0,
    versions: isTexts(versions) ? versions : {},
    ...(isBackfill === true && { isBackfill }),
  };
  if (drain === undefined) return { [key]: stream };
  if (isObject(drain) && isSecond(drain.end) && isSecond(drain.from) && isSecond(drain.pages)) {
    const { end, from, pages, position, stretch } = drain;
    const isStretch =
      isObject(stretch) && [stretch.from, stretch.news, stretch.passes].every(isSecond);
    return {
      [key]: {
        ...stream,
        drain: {
          end,
          from,
          pages,
          ...(position !== undefined && { position }),
          ...(isStretch && { stretch }),
        },
      },
    };
  }
  warnings.push(`The place within ${name} is not to be understood. The window is read anew.`);
  return { [key]: stream };
}

function governorIn({ pausedUntil, allowance }: Record<string, unknown>): GovernorState {
  return {
    ...(isSecond(pausedUntil) && { pausedUntil }),
    ...(isSecond(allowance) && { allowance }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSecond = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === "string");

const isTexts = (value: unknown): value is SnapshotState =>
  isObject(value) && Object.values(value).every((text) => typeof text === "string");

const isSeconds = (value: unknown): value is Removals =>
  isObject(value) && Object.values(value).every(isSecond);

const isStamp = (value: unknown): value is Stamp & Record<string, unknown> =>
  isObject(value) &&
  [value.grant, value.organization, value.wish].every((text) => typeof text === "string");
