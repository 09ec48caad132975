import fc from "fast-check";
import { Clock, formatDate, formatTime, isDate, parseTime } from "./clock";

describe("times (facts 13.3)", () => {
  test("are written with a numeric offset and without milliseconds", () => {
    const time = Date.parse("2026-01-31T22:30:00.123Z");
    expect(formatTime(time, "+05:30")).toBe("2026-02-01T04:00:00+05:30");
    expect(formatTime(time, "-07:00")).toBe("2026-01-31T15:30:00-07:00");
    expect(formatDate(time, "+05:30")).toBe("2026-02-01");
  });

  test("are written correctly for every day, also before 1970", () => {
    const time = fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9999, 11, 30) });
    const hours = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(time, hours, (epochMs, hour) => {
        const offset = `${hour < 0 ? "-" : "+"}${String(Math.abs(hour)).padStart(2, "0")}:00`;
        const local = new Date(epochMs + hour * 3_600_000).toISOString().slice(0, 19);
        expect(formatTime(epochMs, offset)).toBe(`${local}${offset}`);
      }),
      { numRuns: 500 },
    );
  });

  test("are read only with an offset; Z where allowed, never with milliseconds", () => {
    const time = Date.parse("2026-01-31T10:00:00Z");
    expect(parseTime("2026-01-31T10:00:00+00:00", false)).toBe(time);
    expect(parseTime("2026-01-31T10:00:00Z", true)).toBe(time);
    expect(parseTime("2026-01-31T10:00:00Z", false)).toBeUndefined();
    expect(parseTime("2026-01-31T10:00:00.000+00:00", true)).toBeUndefined();
    expect(parseTime("2026-02-30T10:00:00+00:00", true)).toBeUndefined();
    expect(parseTime("2026-01-31", true)).toBeUndefined();
  });

  test("dates must exist", () => {
    expect(["2026-02-28", "2026-02-29", "2026-13-01", "26-01-01"].map(isDate)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

test("the clock keeps running after it is set, advances and resets", () => {
  let realTime = Date.UTC(2026, 0, 1);
  const clock = new Clock(() => realTime);
  clock.set(Date.UTC(2030, 0, 1));
  clock.advance(5000);
  realTime += 1_999;
  expect(clock.now()).toBe(Date.UTC(2030, 0, 1, 0, 0, 6, 999));
  expect(clock.nowSecond()).toBe(Date.UTC(2030, 0, 1, 0, 0, 6));
  clock.skew(-1);
  expect(clock.now()).toBe(realTime - 1);
  clock.reset();
  expect(clock.now()).toBe(realTime);
});
