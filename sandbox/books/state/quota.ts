import { localDate } from "./zonedTime";

const MINUTE_MS = 60_000;
/** Facts 11: Premium, Elite and Ultimate. */
const DAILY_CALLS = 10_000;

/** Days that are remembered, for a clock that is set back and forth. */
const MAX_DAYS = 32;

/** An organization's calls of the day; it ends at midnight in its time zone (facts 11). */
export class DailyQuota {
  limit = DAILY_CALLS;
  private readonly usedByDay = new Map<string, number>();

  constructor(private readonly timeZone: string) {}

  used(now: number): number {
    return this.usedByDay.get(localDate(now, this.timeZone)) ?? 0;
  }

  setUsed(calls: number, now: number): void {
    this.usedByDay.set(localDate(now, this.timeZone), calls);
    const [oldest] = this.usedByDay.keys();
    if (this.usedByDay.size > MAX_DAYS && oldest !== undefined) this.usedByDay.delete(oldest);
  }

  remaining(now: number): number {
    return Math.max(0, this.limit - this.used(now));
  }

  /** Counts one call; false when the day's calls were used up already. */
  take(now: number): boolean {
    if (this.remaining(now) === 0) return false;
    this.setUsed(this.used(now) + 1, now);
    return true;
  }
}

/** The calls of the last 60 seconds (facts 11: 100 a minute and organization). */
export class MinuteWindow {
  private times: number[] = [];

  /** Counts one call; false when the minute is full. */
  take(now: number, limit: number): boolean {
    this.times = this.times.filter((time) => time > now - MINUTE_MS && time <= now);
    if (this.times.length >= limit) return false;
    this.times.push(now);
    return true;
  }
}
