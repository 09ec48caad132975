import { CreditMeter, EDITIONS, editionConcurrency, isEdition } from "./credits";
import { buildOrganization } from "./organization";

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 1);

const organization = (edition: string, userLicenses: number) => {
  if (!isEdition(edition)) throw new Error(`no edition ${edition}`);
  return { ...buildOrganization(), edition, userLicenses };
};

describe("credits and concurrency by edition (facts 12)", () => {
  test.each([
    ["free", 3, 5_000, 5],
    ["standard", 10, 52_500, 10],
    ["standard", 1_000, 100_000, 10],
    ["professional", 10, 55_000, 15],
    ["professional", 10_000, 3_000_000, 15],
    ["enterprise", 10, 60_000, 20],
    ["enterprise", 10_000, 5_000_000, 20],
    ["ultimate", 10_000, 20_050_000, 25],
  ])("%s with %i users: %i credits, %i calls in flight", (edition, users, credits, calls) => {
    const paid = organization(edition, users);
    expect(new CreditMeter(paid).allowance()).toBe(credits);
    expect(editionConcurrency(paid)).toBe(calls);
  });

  test("there are five", () => {
    expect(EDITIONS).toHaveLength(5);
    expect(isEdition("gold")).toBe(false);
  });
});

describe("the rolling day (facts 12)", () => {
  const meter = () => new CreditMeter(organization("free", 1));

  test("each credit is available again 24 hours after its use", () => {
    const credits = meter();
    credits.spend(10, NOW);
    credits.spend(5, NOW + HOUR_MS);
    const used = [24 * HOUR_MS - 1000, 24 * HOUR_MS, 25 * HOUR_MS - 1000, 25 * HOUR_MS].map((ms) =>
      credits.used(NOW + ms),
    );
    expect(used).toEqual([15, 5, 5, 0]);
    expect(credits.total).toBe(15);
  });

  test("used credits and allowance can be set; the rest is never below 0", () => {
    const credits = meter();
    credits.spend(10, NOW);
    credits.setUsed(4_999, NOW);
    expect(credits.remaining(NOW)).toBe(1);
    credits.setAllowance(100);
    expect(credits.remaining(NOW)).toBe(0);
    credits.setAllowance(undefined);
    expect(credits.remaining(NOW + 24 * HOUR_MS)).toBe(5_000);
  });

  test("remaining credits are reported once half are used", () => {
    const credits = meter();
    credits.spend(2_499, NOW);
    expect(credits.isReported(NOW)).toBe(false);
    credits.spend(1, NOW);
    expect(credits.isReported(NOW)).toBe(true);
  });

  test("setting the clock back restores no credits", () => {
    const credits = meter();
    credits.spend(10, NOW);
    expect(credits.used(NOW - HOUR_MS)).toBe(10);
    credits.spend(5, NOW - HOUR_MS);
    expect(credits.used(NOW + 23 * HOUR_MS)).toBe(10);
  });

  test("credits return a day after the clock was set back, not after their original time", () => {
    const credits = meter();
    credits.spend(10, NOW);
    const earlier = NOW - 5 * HOUR_MS;
    credits.clockChanged(earlier);
    expect(credits.used(earlier + 24 * HOUR_MS - 1000)).toBe(10);
    expect(credits.used(earlier + 24 * HOUR_MS)).toBe(0);
  });
});
