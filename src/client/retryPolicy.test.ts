import { delayBeforeRetry, type Outcome, type RetryState, retryAfterMs } from "./retryPolicy";

const timing = { firstDelayMs: 1_000, random: () => 1 };
const first: RetryState = { tries: 1, waitedMs: 0, repeatable: true };
const once: RetryState = { ...first, repeatable: false };
const reply = (status: number, more: Partial<Outcome> = {}): Outcome =>
  ({ kind: "reply", status, ...more }) as Outcome;

describe("delayBeforeRetry", () => {
  it.each<[string, Outcome, boolean, boolean]>([
    ["429", reply(429), true, true],
    ["429 without credits", reply(429, { isExhausted: true }), false, false],
    ["429 with credits left", reply(429, { isExhausted: false }), true, true],
    ["500", reply(500), true, false],
    ["503", reply(503), true, false],
    ["501", reply(501), false, false],
    ["a broken reply", { kind: "unusable" }, true, false],
    ["nothing sent", { kind: "unsent" }, true, true],
    ["400", reply(400), false, false],
    ["401", reply(401), false, false],
    ["404", reply(404), false, false],
  ])("after %s", (_, outcome, repeatsRead, repeatsWrite) => {
    expect(delayBeforeRetry(outcome, first, timing) !== undefined).toBe(repeatsRead);
    expect(delayBeforeRetry(outcome, once, timing) !== undefined).toBe(repeatsWrite);
  });

  it("doubles from the first delay, with jitter down to the half", () => {
    const delays = [1, 2, 3, 4].map((tries) =>
      delayBeforeRetry(reply(429), { ...first, tries }, timing),
    );
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(delayBeforeRetry(reply(429), first, { ...timing, random: () => 0 })).toBe(500);
  });

  it("stops after the fifth try", () => {
    expect(delayBeforeRetry(reply(429), { ...first, tries: 5 }, timing)).toBeUndefined();
  });

  it("honours Retry-After, but never waits over a minute in all", () => {
    expect(delayBeforeRetry(reply(429, { retryAfterMs: 7_000 }), first, timing)).toBe(7_000);
    expect(delayBeforeRetry(reply(429, { retryAfterMs: 61_000 }), first, timing)).toBeUndefined();
    const waited = { ...first, waitedMs: 59_500 };
    expect(delayBeforeRetry(reply(429), waited, timing)).toBeUndefined();
  });

  it("does not wait past the deadline of the caller", () => {
    expect(delayBeforeRetry(reply(429), { ...first, remainingMs: 1_000 }, timing)).toBeUndefined();
    expect(delayBeforeRetry(reply(429), { ...first, remainingMs: 1_001 }, timing)).toBe(1_000);
  });
});

describe("retryAfterMs", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");

  it.each([
    ["2", 2_000],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["-1", undefined],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads %j as %j", (header, milliseconds) => {
    expect(retryAfterMs(header, now)).toBe(milliseconds);
  });
});
