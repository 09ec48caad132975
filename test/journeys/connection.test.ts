import { loadComponent } from "../../runner/component";
import { sandboxConnection } from "../../runner/connections";
import { clientCredentials, refresh, signIn } from "../../runner/signIn";
import { LocalZoho, type Row } from "../support/localZoho";

const zoho = new LocalZoho();
const component = loadComponent();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());
beforeEach(() => zoho.reset());

interface Report {
  ok: boolean;
  dataCenter: Row;
  organization: Row;
  user: Row;
  scopes: {
    source: string;
    granted: string[];
    missing: { scope: string; usedBy: string[]; required: boolean }[];
  };
  problems: string[];
}

const report = async (connection = sandboxConnection()): Promise<Report> =>
  (await zoho.act("validateConnection", {}, { connection })) as Report;

describe("validateConnection", () => {
  it("names data center, organization, edition, user and API version", async () => {
    const found = await report(sandboxConnection({ region: "ca" }));
    expect(found).toMatchObject({
      ok: true,
      apiVersion: "v8",
      dataCenter: {
        code: "ca",
        label: "Canada",
        accountsServer: "https://accounts.zohocloud.ca",
        apiHost: "www.zohoapis.ca",
        environment: "production",
        foundBy: "api_domain",
      },
      organization: { edition: "enterprise", isSandbox: false, userLicenses: 10 },
      creditsRemaining: null,
      problems: [],
    });
    for (const key of ["id", "name", "timeZone", "currency"]) {
      expect(found.organization[key]).toEqual(expect.stringMatching(/./));
    }
    for (const key of ["id", "name", "email", "role", "profile"]) {
      expect(found.user[key]).toEqual(expect.stringMatching(/./));
    }
  });

  it("tells a sandbox organization by its host", async () => {
    const connection = sandboxConnection({
      tokenFields: { api_domain: "https://sandbox.zohoapis.com" },
    });
    expect(await report(connection)).toMatchObject({
      dataCenter: { environment: "sandbox" },
      organization: { isSandbox: true },
    });
  });

  it("names the missing scopes and the actions that need them", async () => {
    const scopes =
      "ZohoCRM.modules.READ,ZohoCRM.settings.ALL ZohoCRM.org.READ ZohoCRM.users.READ ZohoCRM.coql.READ ZohoCRM.notifications.ALL";
    const found = await report(sandboxConnection({ scopes }));
    expect(found.ok).toBe(false);
    expect(found.scopes.source).toBe("token");
    expect(found.scopes.missing.map(({ scope, required }) => [scope, required])).toEqual([
      ["ZohoCRM.modules.CREATE", true],
      ["ZohoCRM.modules.UPDATE", true],
      ["ZohoCRM.modules.DELETE", true],
      ["ZohoSearch.securesearch.READ", false],
      ["ZohoBooks.fullaccess.all", false],
      ["ZohoBooks.settings.READ", false],
    ]);
    expect(found.scopes.missing[0]?.usedBy).toContain("crmCreateRecord");
    expect(found.problems.join(" ")).toContain("crmRemoveRecord");
  });

  it("falls back on the scopes of the connection when the token names none", async () => {
    const connection = sandboxConnection({ tokenFields: { scope: undefined } });
    const found = await report(connection);
    expect(found.ok).toBe(true);
    expect(found.scopes.source).toBe("connection");
    expect(found.scopes.missing.map(({ scope }) => scope)).toEqual([
      "ZohoSearch.securesearch.READ",
    ]);
  });

  it("takes scopes for single modules for what they are", async () => {
    const scopes =
      "ZohoCRM.modules.leads.ALL ZohoCRM.settings.ALL ZohoCRM.org.READ ZohoCRM.users.READ ZohoCRM.coql.READ ZohoCRM.notifications.ALL";
    expect(await report(sandboxConnection({ scopes }))).toMatchObject({ ok: true });
  });

  it("says why a part cannot be read, and reads the others", async () => {
    await zoho.scenario({ name: "missing-scope", count: 0, match: { path: "/crm/v8/org" } });
    const found = await report();
    expect(found.ok).toBe(false);
    expect(found.organization.error).toContain("Needed scope: ZohoCRM.org.READ.");
    expect(found.user.name).toEqual(expect.stringMatching(/./));
    expect(found.problems).toHaveLength(1);
  });
});

describe("signing in", () => {
  it.each(["us", "eu", "in", "au", "jp", "uk", "ca", "ae", "sa", "cn"])(
    "by authorization code in %s leads to a working connection",
    async (region) => {
      const connection = await signIn({
        component,
        origin: zoho.origin,
        region,
        kind: "zohoTemplatedConnection",
      });
      expect(connection.token?.refresh_token).toEqual(expect.stringMatching(/^1000\./));
      expect(await report(connection)).toMatchObject({ ok: true, dataCenter: { code: region } });
    },
  );

  it("as a Self Client leads to a working connection without a refresh token", async () => {
    const connection = await clientCredentials({ component, origin: zoho.origin, region: "eu" });
    expect(connection.token).not.toHaveProperty("refresh_token");
    expect(await report(connection)).toMatchObject({ dataCenter: { code: "eu" } });
  });

  it("leads to a token of that data center alone", async () => {
    const connection = await signIn({
      component,
      origin: zoho.origin,
      region: "eu",
      kind: "zohoTemplatedConnection",
    });
    const elsewhere = {
      ...connection,
      token: { ...connection.token, api_domain: "https://www.zohoapis.com" },
    };
    const error = await zoho.failure(
      "crmGetRecords",
      { recordType: "Leads", fields: ["City"] },
      { connection: elsewhere },
    );
    expect(error).toMatchObject({ code: "ZOHO_TOKEN_REJECTED" });
  });

  it("lasts an hour, and renewing it makes it work again", async () => {
    const connection = await signIn({
      component,
      origin: zoho.origin,
      region: "us",
      kind: "zohoTemplatedConnection",
    });
    const values = { recordType: "Leads", fields: ["City"] };
    await zoho.control("POST", "clock", { advanceMs: 3_601_000 });
    const error = await zoho.failure("crmGetRecords", values, { connection });
    expect(error).toMatchObject({ code: "ZOHO_TOKEN_REJECTED" });
    const renewed = await refresh(connection, { origin: zoho.origin });
    expect(await zoho.act("crmGetRecords", values, { connection: renewed })).toHaveProperty("data");
  });

  it("too often is refused for a while, and the error says so", async () => {
    await zoho.reset({ variants: { tokenThrottle: "on" } });
    const signedIn = { component, origin: zoho.origin, region: "us" };
    const connection = await signIn({ ...signedIn, kind: "zohoTemplatedConnection" });
    const renewals = async () => {
      for (let time = 0; time < 11; time += 1) await refresh(connection, { origin: zoho.origin });
    };
    await expect(renewals()).rejects.toThrow(/issued no token for refresh_token: Access Denied/);
  });

  it("with fewer scopes lets the rest be refused by name", async () => {
    const connection = await signIn({
      component,
      origin: zoho.origin,
      region: "us",
      kind: "zohoTemplatedConnection",
      fields: { scopes: "ZohoCRM.modules.READ" },
    });
    const error = await zoho.failure(
      "crmCreateRecord",
      { recordType: "Leads", dynamicValues: { Last_Name: "Rao", Company: "Acme" } },
      { connection },
    );
    expect(error).toMatchObject({ name: "ZohoConnectionError", code: "ZOHO_SCOPE_MISSING" });
    expect(error.message).toContain("Needed scope: ZohoCRM.modules.CREATE.");
  });
});
