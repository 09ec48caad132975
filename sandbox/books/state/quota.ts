import { localDate } from "./zonedTime";

const MINUTE_MS = 60_000;
/** Facts 11: Premium, Elite and Ultimate. */
const DAILY_CALLS = 10_000;

/** Days to remember, because tests set the clock back and forth. */
const MAX_DAYS = 32;

/** An organization's calls per day; days end at midnight in its time zone (facts 11). */
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

  /** Counts a call; false if the day's calls are used up. */
  take(now: number): boolean {
    if (this.remaining(now) === 0) return false;
    this.setUsed(this.used(now) + 1, now);
    return true;
  }
}

/** The calls of the last 60 seconds (facts 11: 100 per minute and organization). */
export class MinuteWindow {
  private times: number[] = [];

  /** Counts a call; false if the minute is full. */
  take(now: number, limit: number): boolean {
    this.times = this.times.filter((time) => time > now - MINUTE_MS && time <= now);
    if (this.times.length >= limit) return false;
    this.times.push(now);
    return true;
  }
}
