import { formatId } from "./ids";

export interface User {
  id: string;
  zuid: string;
  firstName: string;
  lastName: string;
  email: string;
  status: "active" | "disabled" | "deleted";
  confirmed: boolean;
  administrator: boolean;
}

export type Edition = "free" | "standard" | "professional" | "enterprise" | "ultimate";

export interface Organization {
  id: string;
  zgid: string;
  companyName: string;
  edition: Edition;
  userLicenses: number;
}

const user = (
  number: number,
  firstName: string,
  lastName: string,
  more: Partial<User> = {},
): User => ({
  id: formatId(number),
  zuid: String(700_000_000 + number),
  firstName,
  lastName,
  email: `${firstName.toLowerCase()}@example.test`,
  status: "active",
  confirmed: true,
  administrator: false,
  ...more,
});

export const fullName = (person: User): string => `${person.firstName} ${person.lastName}`.trim();

/** The users of the organization; the first one is the default user. */
export const buildUsers = (): User[] => [
  user(327_001, "Ana", "", { administrator: true }),
  user(327_002, "Boyle", "O'Neil"),
  user(327_003, "Chiyo", "Tanaka", { administrator: true }),
  user(327_004, "Dmitri", "Volkov", { status: "disabled" }),
  user(327_005, "Elif", "Şahin", { confirmed: false }),
  user(327_006, "Former", "Colleague", { status: "deleted" }),
];

export const buildOrganization = (): Organization => ({
  id: formatId(20_001),
  zgid: "708850000",
  companyName: "Zoho Sandbox Ltd",
  edition: "enterprise",
  userLicenses: 10,
});

/** Profiles and roles of users and metadata. */
export const PROFILES = {
  administrator: { id: formatId(26_011), name: "Administrator" },
  standard: { id: formatId(26_014), name: "Standard" },
} as const;

export const ROLES = {
  administrator: { id: formatId(26_005), name: "CEO" },
  standard: { id: formatId(26_008), name: "Manager" },
} as const;
