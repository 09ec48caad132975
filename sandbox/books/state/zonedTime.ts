const QUARTER_MS = 15 * 60_000;
const DAY_S = 24 * 60 * 60;
const known = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function getFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
  }
  return format;
}

function readOffset(epochMs: number, timeZone: string): number {
  const parts = getFormat(timeZone)
    .formatToParts(epochMs)
    .find(({ type }) => type === "timeZoneName");
  const [, sign, hours = "0", minutes = "0"] =
    /GMT([+-])(\d{2}):(\d{2})/.exec(parts?.value ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Minutes by which a time zone is ahead of UTC at that moment, including daylight saving. */
export function offsetMinutes(epochMs: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(epochMs / QUARTER_MS)}`;
  let offset = known.get(key);
  if (offset === undefined) {
    offset = readOffset(epochMs, timeZone);
    known.set(key, offset);
  }
  return offset;
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** A time as in records, whole seconds, no colon: `2026-06-09T13:15:33-0400` (facts 4). */
export function localTime(epochMs: number, timeZone: string): string {
  const offset = offsetMinutes(epochMs, timeZone);
  const local = new Date(epochMs + offset * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  return `${local}${sign}${twoDigits(Math.floor(size / 60))}${twoDigits(size % 60)}`;
}

/** The local calendar day: `2026-06-09`. */
export const localDate = (epochMs: number, timeZone: string): string =>
  localTime(epochMs, timeZone).slice(0, 10);

/** Whole seconds until local midnight, for `X-Rate-Limit-Reset` (facts 11). */
export function secondsToMidnight(epochMs: number, timeZone: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = localTime(epochMs, timeZone)
    .slice(11, 19)
    .split(":")
    .map(Number);
  return DAY_S - (hours * 3600 + minutes * 60 + seconds);
}

const ACCEPTED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{4}$/;

/** Epoch milliseconds of a time in the only format that filters accept (facts 4). */
export function parseFilterTime(text: string): number | undefined {
  if (!ACCEPTED.test(text)) return undefined;
  const epochMs = Date.parse(`${text.slice(0, -2)}:${text.slice(-2)}`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

/** `2026-02-01` plus 15 days is `2026-02-16`; `days` may be negative. */
export function addDays(date: string, days: number): string {
  const epochMs = Date.parse(`${date}T00:00:00Z`) + days * DAY_S * 1000;
  return new Date(epochMs).toISOString().slice(0, 10);
}
