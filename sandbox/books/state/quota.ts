import { localDate } from "./zonedTime";

const MINUTE_MS = 60_000;
/** Facts 11: Premium, Elite and Ultimate. */
const DAILY_CALLS = 10_000;

/** An organization's calls of the running day; the day ends at midnight in its time zone (facts 11). */
export class DailyQuota {
  limit = DAILY_CALLS;
  private usedToday = 0;
  private day = "";

  constructor(private readonly timeZone: string) {}

  private turn(now: number): void {
    const today = localDate(now, this.timeZone);
    if (today === this.day) return;
    this.day = today;
    this.usedToday = 0;
  }

  used(now: number): number {
    this.turn(now);
    return this.usedToday;
  }

  setUsed(calls: number, now: number): void {
    this.turn(now);
    this.usedToday = calls;
  }

  remaining(now: number): number {
    return Math.max(0, this.limit - this.used(now));
  }

  /** Counts one call; false when the day's calls were used up already. */
  take(now: number): boolean {
    if (this.remaining(now) === 0) return false;
    this.usedToday += 1;
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
