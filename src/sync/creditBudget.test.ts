import { CREDIT_BUDGET } from "../limits";
import { CreditBudget, isPaused } from "./creditBudget";

const NOW = 1_800_000_000_000;
const { pauseMs } = CREDIT_BUDGET;

const PAUSES: [number | undefined, boolean][] = [
  [undefined, false],
  [NOW - 1, false],
  [NOW, false],
  [NOW + 1, true],
  [NOW + pauseMs, true],
  // Set by a clock that was ahead.
  [NOW + pauseMs + 1, false],
];

describe("a pause", () => {
  it.each(PAUSES)("until %s: %s", (pausedUntil, expected) => {
    expect(isPaused({ pausedUntil }, NOW)).toBe(expected);
  });

  it.each(PAUSES)("until %s keeps a run from starting: %s", async (pausedUntil, expected) => {
    const options = {
      pauseAtShare: 0.8,
      fetchUsage: async () => ({ usedShare: 0.1, remaining: 90, allowance: 100 }),
      remaining: () => undefined,
      now: () => NOW,
      warn: () => undefined,
    };
    expect(await new CreditBudget(options, { pausedUntil }).mayStart()).toBe(!expected);
  });
});
