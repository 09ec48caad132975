import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { runAction } from "../../runner/run";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
const component = loadComponent();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset());

async function usage(values: Row = {}, connection = sandboxConnection()) {
  const { result } = await runAction(component, "crmGetApiUsage", values, { connection });
  return { branch: result.branch, data: result.data as Row };
}

const used = (allowance: number, credits: number) =>
  zoho.control("POST", "credits", { allowance, used: credits });

describe("API usage (G3)", () => {
  it("is unknown below one half, which is a reason to proceed", async () => {
    const { branch, data } = await usage();
    expect(branch).toBe("Proceed");
    expect(data).toEqual({
      pause: false,
      pauseAtShare: 0.8,
      usedShare: null,
      remaining: null,
      allowance: 60_000,
      edition: "enterprise",
      userLicenses: 10,
    });
  });

  it.each([
    [47_000, undefined, "Proceed"],
    [48_000, undefined, "Pause"],
    [35_000, "0.6", "Proceed"],
    [37_000, "0.6", "Pause"],
    [59_000, "1", "Proceed"],
  ])("of %i of 60,000 credits under the mark %s says %s", async (credits, mark, branch) => {
    await used(60_000, credits);
    const found = await usage(mark === undefined ? {} : { backoffAtCreditPercentage: mark });
    expect(found.branch).toBe(branch);
    expect(found.data.usedShare).toBeCloseTo((credits + 1) / 60_000, 3);
  });

  it("of the very last credit is all of them, whatever the mark", async () => {
    await used(60_000, 59_999);
    const { branch, data } = await usage({ backoffAtCreditPercentage: "1" });
    expect([branch, data.remaining, data.usedShare]).toEqual(["Pause", 0, 1]);
  });

  it("pauses when no credit is left, though Zoho refuses the call itself", async () => {
    await used(60_000, 60_000);
    const { branch, data } = await usage({ backoffAtCreditPercentage: "1" });
    expect([branch, data.remaining, data.usedShare]).toEqual(["Pause", 0, 1]);
  });

  it("goes by a given allowance where the user has no permission", async () => {
    await used(1_000, 700);
    await zoho.scenario({ name: "no-permission", count: 0 });
    // A sign-in of its own, since what a reply told is remembered until another one tells.
    const connection = sandboxConnection({ tokenFields: { refresh_token: "not-permitted" } });
    const { branch, data } = await usage({ dailyCreditAllowance: "1000" }, connection);
    expect(branch).toBe("Proceed");
    expect(data).toMatchObject({ allowance: 1_000, edition: null });
  });

  it("goes by the edition and its users", async () => {
    await zoho.control("POST", "credits", { edition: "professional", users: 4 });
    expect((await usage()).data).toMatchObject({ edition: "professional", allowance: 52_000 });
    await zoho.control("POST", "credits", { edition: "standard", users: 900 });
    expect((await usage()).data).toMatchObject({ allowance: 100_000 });
  });

  it("goes by a given allowance, also where the organization may not be read", async () => {
    await used(1_000, 700);
    const connection = sandboxConnection();
    const given = { dailyCreditAllowance: "1000" };
    expect((await usage(given, connection)).data).toMatchObject({ usedShare: 0.701 });
    await zoho.scenario({ name: "missing-scope", match: { path: "/crm/v8/org" } });
    const { branch, data } = await usage(given, connection);
    expect(branch).toBe("Proceed");
    expect(data).toMatchObject({ allowance: 1_000, edition: null, usedShare: 0.702 });
  });

  it("without the scope and without an allowance is an error of the connection", async () => {
    await zoho.scenario({ name: "missing-scope", match: { path: "/crm/v8/org" } });
    const error = await zoho.failure("crmGetApiUsage", {});
    expect(error).toMatchObject({ name: "ZohoConnectionError", code: "ZOHO_SCOPE_MISSING" });
  });

  it("costs one credit", async () => {
    const { calls } = await zoho.counting(() => usage());
    expect(calls).toBe(1);
  });

  it.each([
    { backoffAtCreditPercentage: "0.4" },
    { backoffAtCreditPercentage: "80" },
    { backoffAtCreditPercentage: "most" },
    { dailyCreditAllowance: "0" },
    { dailyCreditAllowance: "1e5" },
  ])("refuses %j before any call", async (values) => {
    const { calls } = await zoho.counting(() =>
      expect(usage(values)).rejects.toMatchObject({ code: "ZOHO_INPUT_INVALID" }),
    );
    expect(calls).toBe(0);
  });
});
