import { CallsInFlight } from "./callsInFlight";

const enterTimes = (calls: CallsInFlight, times: number, app: string, isHeavy = false) =>
  Array.from({ length: times }, () => calls.acquire(app, isHeavy, { all: 3, heavy: 2 }));

describe("calls in flight (facts 12)", () => {
  test("are limited per app", () => {
    const calls = new CallsInFlight();
    const [first, ...others] = enterTimes(calls, 4, "a");
    expect(others.map((leave) => leave !== undefined)).toEqual([true, true, false]);
    expect(enterTimes(calls, 1, "b")).toEqual([expect.any(Function)]);
    first?.();
    expect(enterTimes(calls, 1, "a")).toEqual([expect.any(Function)]);
  });

  test("have a lower limit for heavy calls, which count among all", () => {
    const calls = new CallsInFlight();
    const [first, , third] = enterTimes(calls, 3, "a", true);
    expect(third).toBeUndefined();
    const light = enterTimes(calls, 2, "a");
    expect(light.map((leave) => leave !== undefined)).toEqual([true, false]);
    first?.();
    expect(enterTimes(calls, 2, "a", true)).toEqual([expect.any(Function), undefined]);
  });

  test("0 means no limit", () => {
    const calls = new CallsInFlight();
    const all = Array.from({ length: 99 }, () => calls.acquire("a", true, { all: 0, heavy: 0 }));
    expect(all).not.toContain(undefined);
  });
});
