import { isObject } from "../../shared/json";
import { type PollState, parsePollState } from "../../sync/state";

/** What a channel is to watch for a flow, and where it is to report to. */
export interface DesiredChannel {
  id: string;
  events: readonly string[];
  notifyUrl: string;
  /** Sent by Zoho with every notification. */
  token: string;
  returnAffectedFieldValues: boolean;
  notifyOnRelatedAction: boolean;
  condition?: unknown;
}

/** A channel that Zoho has granted. Times by Zoho's clock, in milliseconds since 1970. */
export interface StoredChannel extends DesiredChannel {
  /** What the instance calls the connection that it was opened with, also after a new sign-in. */
  connection?: string;
  /** A digest of the grant that it was opened with. */
  grant?: string;
  openedAt: number;
  /** When Zoho ends it. */
  until: number;
}

/** What is kept of a flow with channels, in the state that its deployment and its executions share. */
export interface StoredFlow {
  version: 1;
  channels: StoredChannel[];
  /** Modules that no channel is to be had for. */
  without?: string[];
  /** When channels were last asked for, in milliseconds since 1970. */
  askedAt?: number;
  /** When Zoho refused some of them. */
  refusedAt?: number;
  /** When the handler of the last deployment ran. */
  deployedAt?: number;
  /** Fields to fetch of records, by module. */
  fields?: Record<string, string[]>;
  /** Where a flow stood at its deployment, for what happens before its first sweep. */
  baseline?: PollState;
}

/** Reads what was kept. Channels that are not to be understood are left out; undefined for anything else. */
export function parseStoredFlow(value: unknown): StoredFlow | undefined {
  if (!isObject(value) || value.version !== 1 || !Array.isArray(value.channels)) return undefined;
  const channels = value.channels
    .map(parseStoredChannel)
    .filter((channel) => channel !== undefined);
  const { fields, without, askedAt, refusedAt, deployedAt } = value;
  const baseline = parsePollState(value.baseline);
  return {
    version: 1,
    channels,
    ...(isTexts(without) && { without }),
    ...(isTime(askedAt) && { askedAt }),
    ...(isTime(refusedAt) && { refusedAt }),
    ...(isTime(deployedAt) && { deployedAt }),
    ...(isNameLists(fields) && { fields }),
    ...(baseline.kind === "state" && { baseline: baseline.state }),
  };
}

/** Reads a kept channel; undefined for anything else. */
export function parseStoredChannel(value: unknown): StoredChannel | undefined {
  if (!isObject(value)) return undefined;
  const { id, events, notifyUrl, token, connection, grant, openedAt, until, condition } = value;
  if (typeof id !== "string" || !/^\d{1,19}$/.test(id) || !isTexts(events)) return undefined;
  if (typeof notifyUrl !== "string" || typeof token !== "string" || token === "") return undefined;
  if (!isTime(openedAt) || !isTime(until)) return undefined;
  return {
    ...{ id, events, notifyUrl, token, openedAt, until },
    returnAffectedFieldValues: value.returnAffectedFieldValues === true,
    notifyOnRelatedAction: value.notifyOnRelatedAction !== false,
    ...(typeof connection === "string" && { connection }),
    ...(typeof grant === "string" && { grant }),
    ...(condition !== undefined && condition !== null && { condition }),
  };
}

const isTime = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

const isNameLists = (value: unknown): value is Record<string, string[]> =>
  isObject(value) && Object.values(value).every(isTexts);
