import type { Edition, Organization } from "./organization";

const SECOND_MS = 1000;
const DAY_S = 24 * 60 * 60;

interface Plan {
  base: number;
  perUser: number;
  ceiling: number;
  /** Calls in flight per app. */
  concurrency: number;
}

/** Facts 12, first table. */
const PLANS: Record<Edition, Plan> = {
  free: { base: 5_000, perUser: 0, ceiling: 5_000, concurrency: 5 },
  standard: { base: 50_000, perUser: 250, ceiling: 100_000, concurrency: 10 },
  professional: { base: 50_000, perUser: 500, ceiling: 3_000_000, concurrency: 15 },
  enterprise: { base: 50_000, perUser: 1_000, ceiling: 5_000_000, concurrency: 20 },
  ultimate: {
    base: 50_000,
    perUser: 2_000,
    ceiling: Number.POSITIVE_INFINITY,
    concurrency: 25,
  },
};

export const EDITIONS: readonly string[] = Object.keys(PLANS);

export const isEdition = (name: unknown): name is Edition =>
  typeof name === "string" && name in PLANS;

/** The edition's limit on calls in flight per app (facts 12). */
export const editionConcurrency = ({ edition }: Organization): number => PLANS[edition].concurrency;

/** API credits over a rolling day: each is available again 24 hours after its use (facts 12). */
export class CreditMeter {
  private readonly spentBySecond = new Map<number, number>();
  private sum = 0;
  /** The second for which `sum` is valid. */
  private countedAt = Number.NaN;
  private override: number | undefined;
  /** All credits spent, for statistics. */
  total = 0;

  constructor(private readonly organization: Organization) {}

  allowance(): number {
    if (this.override !== undefined) return this.override;
    const { base, perUser, ceiling } = PLANS[this.organization.edition];
    return Math.min(base + perUser * this.organization.userLicenses, ceiling);
  }

  /** Overrides the edition's allowance; undefined restores it. */
  setAllowance(credits: number | undefined): void {
    this.override = credits;
  }

  /** Replaces the credits used in the current day. */
  setUsed(credits: number, now: number): void {
    this.spentBySecond.clear();
    this.spentBySecond.set(Math.floor(now / SECOND_MS), credits);
    this.sum = credits;
  }

  spend(credits: number, now: number): void {
    const second = Math.floor(now / SECOND_MS);
    this.spentBySecond.set(second, (this.spentBySecond.get(second) ?? 0) + credits);
    this.sum += credits;
    this.total += credits;
  }

  /** After the clock was set back, credits spent later count as spent now. */
  clockChanged(now: number): void {
    const second = Math.floor(now / SECOND_MS);
    const later = [...this.spentBySecond].filter(([spentAt]) => spentAt > second);
    for (const [spentAt, credits] of later) {
      this.spentBySecond.delete(spentAt);
      this.spentBySecond.set(second, (this.spentBySecond.get(second) ?? 0) + credits);
    }
    this.countedAt = Number.NaN;
  }

  used(now: number): number {
    const second = Math.floor(now / SECOND_MS);
    if (second === this.countedAt) return this.sum;
    this.countedAt = second;
    for (const [spentAt, credits] of this.spentBySecond) {
      if (spentAt > second - DAY_S) continue;
      this.spentBySecond.delete(spentAt);
      this.sum -= credits;
    }
    return this.sum;
  }

  remaining(now: number): number {
    return Math.max(0, this.allowance() - this.used(now));
  }

  /** Zoho reports remaining credits only after half of them are used (facts 12). */
  isReported(now: number): boolean {
    return this.used(now) * 2 >= this.allowance();
  }
}
