import { ScanSchedule } from "./scanSchedule";

const NOW = Date.UTC(2026, 1, 1, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const quota = (limit: number) => ({ limit, remaining: limit, resetsAtMs: NOW + DAY });

/** What is kept after a scan of so many pages, through JSON as the platform does it. */
function afterScan(pages: number, limit: number | undefined, { scans = 1, stored = {} } = {}) {
  const schedule = new ScanSchedule(stored, { nowMs: NOW, scans });
  schedule.ended(pages, limit === undefined ? undefined : quota(limit));
  return JSON.parse(JSON.stringify(schedule.stored(true)));
}

const isDue = (stored: unknown, nowMs: number) =>
  new ScanSchedule(stored, { nowMs, scans: 1 }).isDue;

describe("the time to the next scan", () => {
  it.each([
    // pages, calls a day, scans that share them, minutes
    [1, 1_000, 1, 5],
    [1, 10_000, 1, 5],
    [60, 10_000, 1, 28.8],
    [60, 5_000, 1, 57.6],
    [60, 5_000, 4, 230.4],
    [60, undefined, 1, 288],
    [5_000, 10_000, 1, 24 * 60],
  ])(
    "after %d pages at %p calls a day shared by %d is %d minutes",
    (pages, limit, scans, minutes) => {
      const stored = afterScan(pages, limit, { scans });
      expect(stored.nextScanAt - NOW).toBe(minutes * MINUTE);
      // Polls do not come to the second.
      expect(isDue(stored, NOW + minutes * MINUTE - 31_000)).toBe(false);
      expect(isDue(stored, NOW + minutes * MINUTE - 30_000)).toBe(true);
    },
  );

  it("adds up while one list is read again for what was left over, to a day at most", () => {
    const once = afterScan(60, 10_000);
    const twice = afterScan(60, 10_000, { stored: { ...once, isUnderWay: true } });
    expect(twice.nextScanAt - NOW).toBe(2 * 28.8 * MINUTE);
    const often = afterScan(60, 10_000, { stored: { nextScanAt: NOW + DAY, isUnderWay: true } });
    expect(often.nextScanAt - NOW).toBe(DAY);
  });

  it("does not count while something is left over, nor when another clock set it", () => {
    const stored = afterScan(60, 10_000);
    expect(isDue(stored, NOW + MINUTE)).toBe(false);
    expect(isDue({ ...stored, isUnderWay: true }, NOW + MINUTE)).toBe(true);
    expect(isDue(stored, NOW - 2 * DAY)).toBe(true);
  });
});

it.each([
  undefined,
  null,
  "x",
  [],
  7,
  { nextScanAt: "soon", pages: -1, isUnderWay: 1, openedAt: null },
])("%j is nothing kept", (stored) => {
  const schedule = new ScanSchedule(stored, { nowMs: NOW, scans: 1 });
  expect([schedule.isDue, schedule.plan]).toEqual([true, { openedAt: NOW }]);
});

it("says what every poll would cost, by the time since the last one", () => {
  const stored = afterScan(60, 10_000, { scans: 2 });
  const schedule = new ScanSchedule(stored, { nowMs: NOW + 5 * MINUTE, scans: 2 });
  expect(schedule.whyNot("Items")).toBe(
    "Items: Zoho Books only offers the full list, which takes 60 calls. At every poll, that would be about 17,280 a day out of 10,000; at most 15 % are used for it. The next scan is due at 2026-02-01T12:57:36.000Z.",
  );
});
