import {
  addDays,
  localDate,
  localTime,
  offsetMinutes,
  parseFilterTime,
  secondsToMidnight,
} from "./zonedTime";

const NEW_YORK = "America/New_York";
const at = (text: string): number => Date.parse(text);

describe("time of an organization (facts 4)", () => {
  test("times have the offset of the organization, without a colon", () => {
    expect(localTime(at("2026-06-09T17:15:33Z"), NEW_YORK)).toBe("2026-06-09T13:15:33-0400");
    expect(localTime(at("2026-01-05T04:30:00Z"), "Asia/Calcutta")).toBe("2026-01-05T10:00:00+0530");
  });

  test("the offset follows daylight saving", () => {
    expect(offsetMinutes(at("2026-03-08T06:59:59Z"), NEW_YORK)).toBe(-300);
    expect(offsetMinutes(at("2026-03-08T07:00:00Z"), NEW_YORK)).toBe(-240);
    expect(localTime(at("2026-11-01T06:00:00Z"), NEW_YORK)).toBe("2026-11-01T01:00:00-0500");
  });

  test("the day ends at local midnight", () => {
    expect(localDate(at("2026-02-01T20:00:00Z"), "Asia/Calcutta")).toBe("2026-02-02");
    expect(secondsToMidnight(at("2026-02-01T18:29:59Z"), "Asia/Calcutta")).toBe(1);
    expect(secondsToMidnight(at("2026-02-01T18:30:00Z"), "Asia/Calcutta")).toBe(86_400);
  });

  test.each(["2026-06-09T13:15:33+0000", "2026-06-09T09:15:33-0400"])("%s is accepted", (text) => {
    expect(parseFilterTime(text)).toBe(at("2026-06-09T13:15:33Z"));
  });

  test.each([
    "2026-06-09T13:15:33Z",
    "2026-06-09T13:15:33.000+0000",
    "2026-06-09T13:15:33+00:00",
    "2026-06-09T13:15:33 0000",
    "2026-06-09",
    "2026-13-09T13:15:33+0000",
  ])("%s is not", (text) => {
    expect(parseFilterTime(text)).toBeUndefined();
  });

  test("days are added across months", () => {
    expect(addDays("2026-02-20", 15)).toBe("2026-03-07");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });
});
