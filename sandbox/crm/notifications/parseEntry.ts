import { isJsonObject, type JsonObject } from "../../http";
import { isCallable } from "../../loopback";
import type { SandboxState } from "../../state/sandboxState";
import { WATCH_OPERATIONS, type WatchDetails, type WatchOperation } from "../../state/watches";
import { parseBodyTime } from "../bodyTime";
import { invalidValue, mandatoryMissing, type WireError, wireError, wrongType } from "../errors";
import { parseNotificationCondition } from "./condition";
import { watchedResourceId } from "./resources";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const MAX_CHANNEL_ID = 2n ** 63n - 1n;
const EVENT = /^(.+)\.(create|edit|delete|all)$/;

/** A validated entry of `watch`. */
export interface WatchEntry {
  channelId: string;
  /** Operations by module, with `all` expanded; undefined if the entry has no events. */
  events?: Map<string, Set<WatchOperation>>;
  deleteEvents: boolean;
  /** The details in the entry. */
  details: Partial<WatchDetails>;
}

/** What validation needs to know. `mandatory` are the keys that the call requires. */
export interface EntryContext {
  state: SandboxState;
  now: number;
  mandatory: readonly string[];
}

type Checked<T> = { value: T } | { error: WireError };
type DetailReader = (
  context: EntryContext,
  raw: unknown,
  path: string,
) => Checked<Partial<WatchDetails>>;

/** The expiry without a valid request for up to a week; always, in a variant (facts 8). */
export const defaultExpiry = (now: number): number => now + HOUR_MS;

function notifyUrl(_context: EntryContext, raw: unknown, path: string) {
  if (typeof raw !== "string") return { error: wrongType("notify_url", path, "text") };
  return isCallable(raw)
    ? { value: { notifyUrl: raw } }
    : { error: invalidValue("notify_url", path) };
}

function token({ state }: EntryContext, raw: unknown, path: string) {
  if (raw === null) return { value: { token: null } };
  if (typeof raw !== "string") return { error: wrongType("token", path, "text") };
  const maximum = Number(state.variants.watchTokenLength);
  if (raw.length <= maximum) return { value: { token: raw } };
  const details = { maximum_length: maximum, api_name: "token", json_path: path };
  return { error: wireError("INVALID_DATA", "invalid data", details) };
}

function channelExpiry({ state, now }: EntryContext, raw: unknown, path: string) {
  if (raw === null) return { value: {} };
  const time = typeof raw === "string" ? parseBodyTime(state, raw) : undefined;
  if (time === undefined) return { error: wrongType("channel_expiry", path, "datetime") };
  if (time <= now) return { error: invalidValue("channel_expiry", path) };
  const isGranted = time <= now + WEEK_MS && state.variants.channelLife === "asked";
  return { value: { expiresAt: isGranted ? time : defaultExpiry(now) } };
}

const flag =
  (apiName: string, key: "notifyOnRelatedAction" | "returnAffectedFieldValues"): DetailReader =>
  (_context, raw, path) => {
    if (raw === null) return { value: {} };
    if (typeof raw !== "boolean") return { error: wrongType(apiName, path, "boolean") };
    return { value: { [key]: raw } };
  };

function condition({ state }: EntryContext, raw: unknown, path: string) {
  const checked = parseNotificationCondition(state, raw, path);
  return "error" in checked ? checked : { value: { condition: checked.value } };
}

const DETAIL_READERS: Record<string, DetailReader> = {
  notify_url: notifyUrl,
  token,
  channel_expiry: channelExpiry,
  notify_on_related_action: flag("notify_on_related_action", "notifyOnRelatedAction"),
  return_affected_field_values: flag("return_affected_field_values", "returnAffectedFieldValues"),
  notification_condition: condition,
};

function parseDetails(
  context: EntryContext,
  raw: JsonObject,
  path: string,
): Checked<Partial<WatchDetails>> {
  const all: Partial<WatchDetails> = {};
  for (const [key, read] of Object.entries(DETAIL_READERS)) {
    if (raw[key] === undefined) continue;
    const checked = read(context, raw[key], `${path}.${key}`);
    if ("error" in checked) return checked;
    Object.assign(all, checked.value);
  }
  return { value: all };
}

function parseChannelId(raw: JsonObject, path: string): Checked<string> {
  const id = raw.channel_id;
  const isInRange = typeof id === "string" && /^\d+$/.test(id) && BigInt(id) <= MAX_CHANNEL_ID;
  if (isInRange) return { value: id };
  return { error: wrongType("channel_id", `${path}.channel_id`, "bigint") };
}

/** Parses texts such as `Leads.create` into operations by module (facts 8). */
function parseEvents(
  { state }: EntryContext,
  raw: unknown,
  path: string,
): Checked<Map<string, Set<WatchOperation>>> {
  if (!Array.isArray(raw)) return { error: wrongType("events", path, "jsonarray") };
  const byModule = new Map<string, Set<WatchOperation>>();
  for (const [index, event] of raw.entries()) {
    const eventPath = `${path}[${index}]`;
    if (typeof event !== "string") return { error: wrongType("events", eventPath, "text") };
    const [, name, operation] = EVENT.exec(event) ?? [];
    if (!name) return { error: invalidValue("events", eventPath) };
    if (watchedResourceId(state, name) === undefined) {
      const location = { api_name: "events", json_path: eventPath };
      const message = "the module name given seems to be invalid";
      return { error: wireError("INVALID_MODULE", message, location) };
    }
    const added = WATCH_OPERATIONS.filter((one) => operation === "all" || operation === one);
    byModule.set(name, new Set([...(byModule.get(name) ?? []), ...added]));
  }
  return { value: byModule };
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

/** Validates an entry of `watch`: mandatory keys first, then each key (facts 8). */
export function parseEntry(context: EntryContext, raw: unknown, path: string): Checked<WatchEntry> {
  if (!isJsonObject(raw)) return { error: wrongType("watch", path, "jsonobject") };
  const missing = ["channel_id", ...context.mandatory].find((key) => isMissing(raw[key]));
  if (missing !== undefined) return { error: mandatoryMissing(missing, `${path}.${missing}`) };
  const id = parseChannelId(raw, path);
  if ("error" in id) return id;
  const parsedEvents = isMissing(raw.events)
    ? undefined
    : parseEvents(context, raw.events, `${path}.events`);
  if (parsedEvents && "error" in parsedEvents) return parsedEvents;
  const parsedDetails = parseDetails(context, raw, path);
  if ("error" in parsedDetails) return parsedDetails;
  return {
    value: {
      channelId: id.value,
      events: parsedEvents?.value,
      deleteEvents: raw._delete_events === true,
      details: parsedDetails.value,
    },
  };
}
