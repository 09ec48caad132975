export const DAY_SECONDS = 86_400;
export const DAY_MS = DAY_SECONDS * 1000;

/** The last second of the year 9999: later times have no ISO text of the usual length. */
export const LAST_SECOND = 253_402_300_799;

/** Whole seconds since 1970 of an ISO text; NaN for anything else. */
export const toSecond = (time: unknown): number =>
  typeof time === "string" ? Math.floor(Date.parse(time) / 1000) : Number.NaN;

/** Such as 2026-01-31T10:00:00+00:00, from seconds since 1970; fractions are dropped. */
export const isoSeconds = (second: number): string =>
  new Date(second * 1000).toISOString().replace(/\.\d{3}Z$/, "+00:00");
