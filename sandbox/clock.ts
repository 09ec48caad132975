/** The sandbox's clock: real time plus an offset, so it keeps running after it is set. */
export class Clock {
  /** How far it is ahead of real time. */
  skewMs = 0;

  constructor(private readonly realTime: () => number = Date.now) {}

  /** Epoch milliseconds. */
  now(): number {
    return this.realTime() + this.skewMs;
  }

  /** Epoch milliseconds, rounded down to the second: record times are whole seconds at Zoho. */
  nowSecond(): number {
    return Math.floor(this.now() / 1000) * 1000;
  }

  set(epochMs: number): void {
    this.skewMs = epochMs - this.realTime();
  }

  advance(milliseconds: number): void {
    this.skewMs += milliseconds;
  }

  /** Sets how far it runs ahead of real time, or behind if negative. */
  skew(milliseconds: number): void {
    this.skewMs = milliseconds;
  }

  reset(): void {
    this.skewMs = 0;
  }
}

const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

const offsetsMs = new Map<string, number>();

/** Milliseconds of an offset such as `+05:30`; cached because lists need it thousands of times. */
function offsetMs(offset: string): number {
  const known = offsetsMs.get(offset);
  if (known !== undefined) return known;
  const [, sign, hours = "0", minutes = "0"] = OFFSET.exec(offset) ?? [];
  const milliseconds = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  offsetsMs.set(offset, milliseconds);
  return milliseconds;
}

const DAY_MS = 86_400_000;
const MAX_DAYS = 10_000;
/** Formatted days, cached because lists format thousands of times from a few days. */
const dayTexts = new Map<number, string>();
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  if (dayTexts.size >= MAX_DAYS) dayTexts.clear();
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  dayTexts.set(day, text);
  return text;
}

/** Formats epoch milliseconds as Zoho does: `2026-01-31T10:00:00+05:30`. */
export function formatTime(epochMs: number, offset: string): string {
  const localMs = epochMs + offsetMs(offset);
  const day = Math.floor(localMs / DAY_MS);
  const seconds = Math.floor((localMs - day * DAY_MS) / 1000);
  const [hour, minute] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const time = `${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[seconds % 60]}`;
  return `${dayText(day)}T${time}${offset}`;
}

/** The calendar day at that offset: `2026-01-31`. */
export function formatDate(epochMs: number, offset: string): string {
  return formatTime(epochMs, offset).slice(0, 10);
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2}|Z)$/;

/** Epoch milliseconds of a date-time with an offset; undefined for anything else (facts 13.3). */
export function parseTime(text: string, zuluAllowed: boolean): number | undefined {
  const match = TIME.exec(text);
  if (!match || (match[1] === "Z" && !zuluAllowed)) return undefined;
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) || !isDate(text.slice(0, 10)) ? undefined : epochMs;
}

/** Whether the text is a valid date `yyyy-MM-dd`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const epochMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(text);
}
