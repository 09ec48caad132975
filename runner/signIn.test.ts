import { type Sandbox, startSandbox } from "../sandbox/server";
import { callAccountsServer } from "./accountsServer";
import { loadComponent } from "./component";
import { connectReal, identify } from "./realOrganization";
import { runAction } from "./run";
import { clientCredentials, refresh, signIn } from "./signIn";

const component = loadComponent();
let sandbox: Sandbox;
let options: { origin: string; component: typeof component };

beforeAll(async () => {
  sandbox = await startSandbox();
  process.env.ZOHO_SANDBOX_ORIGIN = sandbox.origin;
  options = { origin: sandbox.origin, component };
});
afterAll(async () => {
  delete process.env.ZOHO_SANDBOX_ORIGIN;
  await sandbox.close();
});

describe("signIn", () => {
  it("returns a connection with a valid token and the redirect's parameters", async () => {
    const connection = await signIn({ ...options, region: "ca" });
    expect(connection).toMatchObject({
      key: "zohoTemplatedConnection",
      token: { api_domain: "https://www.zohoapis.ca", refresh_token: expect.any(String) },
      context: { location: "ca", "accounts-server": "https://accounts.zohocloud.ca" },
    });
    expect(connection.context).not.toHaveProperty("code");
    const values = { recordType: "Leads", fields: ["Last_Name"], per_page: "1" };
    const { result } = await runAction(component, "crmGetRecords", values, { connection });
    expect(result.data).toMatchObject({ data: [{ Last_Name: expect.any(String) }] });
  });

  it("exchanges the code at the accounts server that the redirect names", async () => {
    const consent = { location: "eu", environment: "sandbox" };
    const connection = await signIn({ ...options, region: "us", consent });
    expect(connection.token?.api_domain).toBe("https://sandbox.zohoapis.eu");
    expect(connection.context?.["accounts-server"]).toBe("https://accounts.zoho.eu");
  });

  it("reports Zoho's error if the user rejects or the client is unknown", async () => {
    const rejected = signIn({ ...options, consent: { action: "reject" } });
    await expect(rejected).rejects.toThrow("The sign-in failed: access_denied.");
    const unknown = signIn({ ...options, fields: { clientId: "1000.NOBODY" } });
    await expect(unknown).rejects.toThrow("invalid_client");
    const wrongSecret = signIn({ ...options, fields: { clientSecret: "hush" } });
    await expect(wrongSecret).rejects.toThrow(/authorization_code: invalid_client_secret\.$/);
  });
});

describe("refresh", () => {
  it("renews the access token and keeps the refresh token", async () => {
    const before = await signIn(options);
    const after = await refresh(before, options);
    expect(after.token?.access_token).not.toBe(before.token?.access_token);
    expect(after.token?.refresh_token).toBe(before.token?.refresh_token);
    expect(after.context).toEqual(before.context);
  });
});

describe("clientCredentials", () => {
  it("requests a token for the organization in the token URL", async () => {
    const connection = await clientCredentials({ ...options, region: "in" });
    expect(connection.token?.api_domain).toBe("https://www.zohoapis.in");
    expect(connection.context).toBeUndefined();
    const other = clientCredentials({ ...options, fields: { organizationId: "1" } });
    await expect(other).rejects.toThrow("missing_org_info");
  });
});

describe("connectReal", () => {
  it("gets a token from the refresh token and identifies its organization", async () => {
    const { token } = await signIn({ ...options, region: "eu" });
    const real = {
      region: "eu",
      clientId: "1000.SANDBOX",
      clientSecret: "sandbox-secret",
      refreshToken: String(token?.refresh_token),
    };
    const connection = await connectReal(component, real, sandbox.origin);
    expect(connection.token?.access_token).not.toBe(token?.access_token);
    expect(await identify(component, connection)).toEqual({
      text: "Zoho Sandbox Ltd (708850000), enterprise, production, at www.zohoapis.eu as Ana",
      isSandbox: false,
    });
    const apiDomain = "https://www.zohoapis.example";
    const foreign = await connectReal(component, { ...real, apiDomain }, sandbox.origin);
    await expect(identify(component, foreign)).rejects.toThrow("no token was sent");
  });
});

describe("callAccountsServer", () => {
  it.each([
    "https://accounts.zoho.example/oauth/v2/token",
    "http://accounts.zoho.eu/oauth/v2/token",
    "https://accounts.zoho.eu:8443/oauth/v2/token",
    "https://accounts.zoho.eu@evil.example/oauth/v2/token",
  ])("sends nothing to %s", (address) => {
    expect(() => callAccountsServer(address, options)).toThrow(
      "is not one of Zoho's accounts servers",
    );
  });
});
