import { isoSeconds, LAST_SECOND, toSecond } from "./time";

describe("toSecond", () => {
  it.each([
    ["1970-01-01T00:01:00Z", 60],
    ["1970-01-01T05:30:00.999+05:30", 0],
    ["", Number.NaN],
    ["yesterday", Number.NaN],
    [60, Number.NaN],
    [undefined, Number.NaN],
  ])("reads %j as %d", (time, second) => {
    expect(toSecond(time)).toBe(second);
  });
});

describe("isoSeconds", () => {
  it.each([
    [0, "1970-01-01T00:00:00+00:00"],
    [1.999, "1970-01-01T00:00:01+00:00"],
    [LAST_SECOND, "9999-12-31T23:59:59+00:00"],
  ])("writes %d as %s", (second, text) => {
    expect(isoSeconds(second)).toBe(text);
  });
});
