import { getAllowance } from "./apiUsage";

const organization = (edition: string, userLicenses: number | null = 10) => ({
  id: "1",
  name: "Acme",
  edition,
  type: "production",
  isSandbox: false,
  userLicenses,
  timeZone: "",
  currency: "",
});

describe("allowanceOf (facts 12)", () => {
  it.each([
    ["free", 10, 5_000],
    ["free", null, 5_000],
    ["standard", 10, 52_500],
    ["Starter", 400, 100_000],
    ["professional", 10, 55_000],
    ["Enterprise", 10, 60_000],
    ["zoho_one", 10, 60_000],
    ["Zoho One", 9_999, 5_000_000],
    ["ultimate", 10, 70_000],
    ["CRM Plus", 9_999, 20_048_000],
    ["enterprise", null, undefined],
    ["enterprise (trial)", 10, undefined],
    ["unknown", 10, undefined],
    ["", 10, undefined],
  ])("of %j with %j users is %j", (edition, users, credits) => {
    expect(getAllowance(organization(edition, users))).toBe(credits);
  });
});
