import { isObject } from "../shared/json";
import { LAST_SECOND } from "../shared/time";
import type { Json } from "./changes";
import type { CreditBudgetState } from "./creditBudget";
import { type CursorState, cursorAt } from "./cursor";
import { withoutContents } from "./deliveredVersions";
import type { SnapshotState } from "./snapshot";
import type { StreamState } from "./stream";
import type { TiedSecondScan } from "./tiedSecondScan";
import type { Tombstones } from "./tombstones";

/** Whose changes a state speaks of. Other organizations have other records, under the same names. */
export interface SourceIdentity {
  /** A digest of the grant that the connection lives on. The same grant is the same organization. */
  grant: string;
  /** The host and the id of the organization; the id is "" where it may not be read. */
  organization: string;
  /** What was asked of the records, as a text: fields and filter. */
  queryKey: string;
}

/** What a trigger keeps between polls. */
export interface PollState {
  version: 1;
  identity: SourceIdentity;
  streams: Record<string, StreamState>;
  creditBudget?: CreditBudgetState;
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
export type StoredState =
  | { kind: "none" }
  | { kind: "official"; second: number }
  | { kind: "state"; state: PollState; warnings: string[] }
  | { kind: "unknown" };

/** Hosts differ between data centers and environments. An id that may not be read is taken for the same. */
export function isSameOrganization(before: SourceIdentity, now: SourceIdentity): boolean {
  const [hostBefore = "", idBefore = ""] = before.organization.split(" ");
  const [host = "", id = ""] = now.organization.split(" ");
  return hostBefore === host && (idBefore === id || idBefore === "" || id === "");
}

/** Reads a kept state. What is broken in it is left out and named; the rest is kept. */
export function parsePollState(value: unknown): StoredState {
  if (!isObject(value) || Object.keys(value).length === 0) return { kind: "none" };
  if (value.version !== 1 && typeof value.lastUpdated === "string") {
    const second = Math.floor(Date.parse(value.lastUpdated) / 1000);
    return isSecond(second) ? { kind: "official", second } : { kind: "unknown" };
  }
  const { identity, streams } = value;
  if (value.version !== 1 || !isIdentity(identity) || !isObject(streams))
    return { kind: "unknown" };
  const warnings: string[] = [];
  const { first, pending, all, ownUser } = value;
  const state: PollState = {
    version: 1,
    identity,
    streams: Object.fromEntries(
      Object.entries(streams).map(([name, stored]) => [name, parseStream(name, stored, warnings)]),
    ),
    ...(isObject(value.creditBudget) && { creditBudget: parseCreditBudget(value.creditBudget) }),
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
export function afterFieldsChanged(stream: StreamState): StreamState {
  const { records } = stream;
  if (!records) return stream;
  return { ...stream, records: { ...records, versions: withoutContents(records.versions) } };
}

/** The same, where also the query differs: a window goes on at the last second that was read, not at a page. */
export function afterQueryChanged(stream: StreamState): StreamState {
  const { records, ...rest } = afterFieldsChanged(stream);
  if (!records?.progress) return { ...rest, ...(records && { records }) };
  const { position: _ofOtherQuery, tiedScan: _ofOtherPages, ...progress } = records.progress;
  return { ...rest, records: { ...records, progress } };
}

/** A subject that goes on from where the official connector stood: its second was not read to the end. */
export const fromOfficial = (second: number): StreamState => ({ records: cursorAt(second) });

function parseStream(name: string, stored: unknown, warnings: string[]): StreamState {
  if (!isObject(stored)) {
    warnings.push(`What was kept of ${name} is not to be understood. It begins anew.`);
    return {};
  }
  const { records, deletions, snapshot, tombstones, restoresCheckedAt, plan } = stored;
  return {
    ...parseCursorPart("records", name, records, warnings),
    ...parseCursorPart("deletions", name, deletions, warnings),
    ...(isTexts(snapshot) && { snapshot }),
    ...(isSeconds(tombstones) && { tombstones }),
    ...(isObject(restoresCheckedAt) &&
      isSecond(restoresCheckedAt.at) && {
        restoresCheckedAt: { at: restoresCheckedAt.at, after: String(restoresCheckedAt.after) },
      }),
    ...(plan !== undefined && { plan }),
  };
}

function parseCursorPart(
  key: "records" | "deletions",
  name: string,
  stored: unknown,
  warnings: string[],
): Pick<StreamState, "records" | "deletions"> {
  if (stored === undefined) return {};
  if (!isObject(stored) || !isSecond(stored.watermark)) {
    warnings.push(`How far ${name} was read is not to be understood. It begins anew.`);
    return {};
  }
  const { watermark, baseline, versions, progress, isBackfill, delivered } = stored;
  const stream: CursorState = {
    watermark,
    baseline: isSecond(baseline) ? Math.min(baseline, watermark) : 0,
    versions: isTexts(versions) ? versions : {},
    ...(isBackfill === true && { isBackfill }),
    ...parseRecentlyDelivered(delivered),
  };
  if (progress === undefined) return { [key]: stream };
  const read = parseProgress(progress);
  if (!read) {
    warnings.push(`The place within ${name} is not to be understood. The window is read anew.`);
  }
  return { [key]: { ...stream, ...(read && { progress: read }) } };
}

function parseRecentlyDelivered(delivered: unknown): Pick<CursorState, "delivered"> {
  if (!isObject(delivered) || !isTexts(delivered.ids) || !isSecond(delivered.from)) return {};
  const { from, ids, isBackfill } = delivered;
  return { delivered: { from, ids, ...(isBackfill === true && { isBackfill }) } };
}

function parseProgress(progress: unknown): CursorState["progress"] {
  if (!isObject(progress)) return undefined;
  const { end, from, pages, position, tiedScan, delivered, isOverflowing } = progress;
  if (!isSecond(end) || !isSecond(from) || !isSecond(pages)) return undefined;
  return {
    ...{ end, from, pages },
    ...(isJson(position) && { position }),
    ...(isTexts(delivered) && { delivered }),
    ...(isOverflowing === true && { isOverflowing }),
    ...(isTiedScan(tiedScan) && { tiedScan }),
  };
}

const isTiedScan = (value: unknown): value is TiedSecondScan & Record<string, unknown> =>
  isObject(value) &&
  isSecond(value.from) &&
  isSecond(value.passes) &&
  typeof value.digest === "string" &&
  typeof value.previousDigest === "string";

/** Milliseconds here, which are beyond what seconds may be. */
function parseCreditBudget({
  pausedUntil,
  allowance,
  allowanceAt,
}: Record<string, unknown>): CreditBudgetState {
  return {
    ...(typeof pausedUntil === "number" && Number.isFinite(pausedUntil) && { pausedUntil }),
    ...(typeof allowance === "number" && allowance > 0 && { allowance }),
    ...(typeof allowanceAt === "number" && { allowanceAt }),
  };
}

/** A whole number that can stand for a time; counts are smaller than that. */
const isSecond = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= LAST_SECOND;

/** What came from a kept state is JSON, or nothing. */
const isJson = (value: unknown): value is Json => value !== undefined;

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === "string");

const isTexts = (value: unknown): value is SnapshotState =>
  isObject(value) && Object.values(value).every((text) => typeof text === "string");

const isSeconds = (value: unknown): value is Tombstones =>
  isObject(value) && Object.values(value).every(isSecond);

const isIdentity = (value: unknown): value is SourceIdentity & Record<string, unknown> =>
  isObject(value) &&
  [value.grant, value.organization, value.queryKey].every((text) => typeof text === "string");
