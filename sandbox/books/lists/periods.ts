import { addDays } from "../state/zonedTime";

/** Calendar days, both inclusive. */
export interface Period {
  start: string;
  end: string;
}

const WEEK = 7;
const MONTHS: Record<string, number> = { Month: 1, Quarter: 3, Year: 12 };

function monthsPeriod(today: string, months: number, back: number): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  const first = Math.floor(month / months) * months - back * months;
  const day = (at: number, date: number): string =>
    new Date(Date.UTC(year, at, date)).toISOString().slice(0, 10);
  return { start: day(first, 1), end: day(first + months, 0) };
}

/**
 * The days of `ThisMonth`, `PreviousWeek`, `Today` …; undefined if unknown. Weeks start on Sunday.
 */
export function parsePeriod(word: string, today: string): Period | undefined {
  if (word === "Today") return { start: today, end: today };
  const [, which, unit = ""] = /^(This|Previous)(Day|Week|Month|Quarter|Year)$/.exec(word) ?? [];
  if (!which) return undefined;
  const back = which === "Previous" ? 1 : 0;
  const months = MONTHS[unit];
  if (months !== undefined) return monthsPeriod(today, months, back);
  if (unit === "Day") return { start: addDays(today, -back), end: addDays(today, -back) };
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const start = addDays(today, -weekday - back * WEEK);
  return { start, end: addDays(start, WEEK - 1) };
}
