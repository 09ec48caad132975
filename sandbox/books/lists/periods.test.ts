import { parsePeriod } from "./periods";

test.each([
  ["Today", "2026-02-04", "2026-02-04"],
  ["PreviousDay", "2026-02-03", "2026-02-03"],
  ["ThisWeek", "2026-02-01", "2026-02-07"],
  ["PreviousWeek", "2026-01-25", "2026-01-31"],
  ["ThisMonth", "2026-02-01", "2026-02-28"],
  ["PreviousMonth", "2026-01-01", "2026-01-31"],
  ["ThisQuarter", "2026-01-01", "2026-03-31"],
  ["PreviousQuarter", "2025-10-01", "2025-12-31"],
  ["ThisYear", "2026-01-01", "2026-12-31"],
  ["PreviousYear", "2025-01-01", "2025-12-31"],
])("%s on a Wednesday is %s to %s", (word, start, end) => {
  expect(parsePeriod(word, "2026-02-04")).toEqual({ start, end });
});

test("other words are not periods", () => {
  expect(parsePeriod("CustomDate", "2026-02-04")).toBeUndefined();
});
