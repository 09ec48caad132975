import type { Variants } from "../../state/variants";
import { BooksOrganization, type OrganizationProfile } from "./booksOrganization";

const PROFILES: readonly OrganizationProfile[] = [
  {
    id: "700100200",
    name: "Northwind Test",
    isDefault: true,
    timeZone: "Asia/Calcutta",
    currencyCode: "INR",
    currencySymbol: "Rs.",
    countryCode: "IN",
    country: "India",
    planName: "Professional",
    idPrefix: "260815",
  },
  {
    id: "700100300",
    name: "Harbor Lights Test",
    isDefault: false,
    timeZone: "America/New_York",
    currencyCode: "USD",
    currencySymbol: "$",
    countryCode: "US",
    country: "U.S.A",
    planName: "Premium",
    idPrefix: "260816",
  },
];

/** Limits on calls; undefined = no limit. */
export interface BooksLimits {
  perMinute?: number;
  concurrency?: number;
}

/** The state of Zoho Books: two organizations, or one (a variant; facts 2). */
export class BooksState {
  readonly organizations: readonly BooksOrganization[];
  limits: BooksLimits = {};
  private seed: (() => void) | undefined;

  constructor(variants: Variants) {
    const count = variants.booksOrganizations === "one" ? 1 : PROFILES.length;
    this.organizations = PROFILES.slice(0, count).map((profile) => new BooksOrganization(profile));
  }

  /** Runs `seed` when an organization is first read, which most resets never reach. */
  seedOnFirstUse(seed: () => void): void {
    this.seed = seed;
  }

  private runSeed(): void {
    const { seed } = this;
    this.seed = undefined;
    seed?.();
  }

  organization(id: string): BooksOrganization | undefined {
    this.runSeed();
    return this.organizations.find((candidate) => candidate.id === id);
  }

  get defaultOrganization(): BooksOrganization {
    this.runSeed();
    const found = this.organizations.find(({ profile }) => profile.isDefault);
    if (!found) throw new Error("no default organization");
    return found;
  }
}
