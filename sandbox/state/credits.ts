import type { Organization } from "./organization";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

interface Plan {
  base: number;
  perUser: number;
  ceiling: number;
}

/** Facts 12, first table. */
const PLANS: Record<Organization["edition"], Plan> = {
  free: { base: 5_000, perUser: 0, ceiling: 5_000 },
  standard: { base: 50_000, perUser: 250, ceiling: 100_000 },
  professional: { base: 50_000, perUser: 500, ceiling: 3_000_000 },
  enterprise: { base: 50_000, perUser: 1_000, ceiling: 5_000_000 },
  ultimate: { base: 50_000, perUser: 2_000, ceiling: Number.POSITIVE_INFINITY },
};

/** The organization's API credits over a rolling day: each one returns 24 hours after its use. */
export class CreditMeter {
  private spentByMinute = new Map<number, number>();
  private override: number | undefined;
  /** Everything ever spent, for the statistics. */
  total = 0;

  constructor(private readonly organization: Organization) {}

  allowance(): number {
    if (this.override !== undefined) return this.override;
    const { base, perUser, ceiling } = PLANS[this.organization.edition];
    return Math.min(base + perUser * this.organization.userLicenses, ceiling);
  }

  setAllowance(credits: number): void {
    this.override = credits;
  }

  /** Replaces what was used in the running day. */
  setUsed(credits: number, now: number): void {
    this.spentByMinute = new Map([[Math.floor(now / MINUTE_MS), credits]]);
  }

  spend(credits: number, now: number): void {
    const minute = Math.floor(now / MINUTE_MS);
    this.spentByMinute.set(minute, (this.spentByMinute.get(minute) ?? 0) + credits);
    this.total += credits;
  }

  used(now: number): number {
    const oldest = Math.floor((now - DAY_MS) / MINUTE_MS);
    let sum = 0;
    for (const [minute, credits] of this.spentByMinute) {
      if (minute <= oldest) this.spentByMinute.delete(minute);
      else sum += credits;
    }
    return sum;
  }

  remaining(now: number): number {
    return Math.max(0, this.allowance() - this.used(now));
  }

  /** Zoho tells what remains only once half of the day's credits are used (facts 12). */
  isReported(now: number): boolean {
    return this.used(now) * 2 >= this.allowance();
  }
}
