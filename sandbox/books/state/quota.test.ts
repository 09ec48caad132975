import { DailyQuota, MinuteWindow } from "./quota";

const at = (text: string): number => Date.parse(text);

describe("limits (facts 11)", () => {
  test("the day's calls reset at midnight of the organization", () => {
    const quota = new DailyQuota("America/New_York");
    quota.limit = 2;
    const evening = at("2026-02-01T23:59:00-05:00");
    expect([quota.take(evening), quota.take(evening), quota.take(evening)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(quota.remaining(evening)).toBe(0);
    expect(quota.remaining(at("2026-02-02T00:00:00-05:00"))).toBe(2);
  });

  test("a clock set back across midnight finds the calls of that day, and later of the next", () => {
    const quota = new DailyQuota("Asia/Calcutta");
    const [before, after] = [at("2026-02-01T23:00:00+05:30"), at("2026-02-02T01:00:00+05:30")];
    quota.setUsed(40, before);
    quota.setUsed(500, after);
    expect([quota.used(before), quota.used(after)]).toEqual([40, 500]);
  });

  test("the minute is a sliding window", () => {
    const minute = new MinuteWindow();
    expect(minute.take(1_000, 2)).toBe(true);
    expect(minute.take(31_000, 2)).toBe(true);
    expect(minute.take(60_999, 2)).toBe(false);
    expect(minute.take(61_000, 2)).toBe(true);
  });
});
