import type { Connection } from "@prismatic-io/spectral";
import { sandboxConnection } from "../../runner/connections";
import { LocalZoho } from "../support/localZoho";

const zoho = new LocalZoho();
beforeAll(() => zoho.start());
afterAll(() => zoho.stop());

const REGIONS: Record<string, [accounts: string, api: string]> = {
  us: ["https://accounts.zoho.com", "www.zohoapis.com"],
  eu: ["https://accounts.zoho.eu", "www.zohoapis.eu"],
  in: ["https://accounts.zoho.in", "www.zohoapis.in"],
  au: ["https://accounts.zoho.com.au", "www.zohoapis.com.au"],
  jp: ["https://accounts.zoho.jp", "www.zohoapis.jp"],
  uk: ["https://accounts.zoho.uk", "www.zohoapis.uk"],
  ca: ["https://accounts.zohocloud.ca", "www.zohoapis.ca"],
  ae: ["https://accounts.zoho.ae", "www.zohoapis.ae"],
  sa: ["https://accounts.zoho.sa", "www.zohoapis.sa"],
  cn: ["https://accounts.zoho.com.cn", "www.zohoapis.com.cn"],
};

const token = { access_token: "sandbox" };
const bare = (parts: Partial<Connection>): Connection => ({
  key: "zohoTemplatedConnection",
  configVarKey: "Zoho",
  fields: {},
  token,
  ...parts,
});

/** The host that a read went to. */
async function hostOf(connection: Connection): Promise<string | undefined> {
  await zoho.act("crmGetRecords", { recordType: "Leads", fields: ["City"] }, { connection });
  return (await zoho.calls()).at(-1)?.host;
}

describe.each(Object.entries(REGIONS))("in %s", (region, [accounts, api]) => {
  it.each<[string, Connection]>([
    ["api_domain of the token", bare({ token: { ...token, api_domain: `https://${api}` } })],
    ["accounts server", bare({ context: { "accounts-server": accounts } })],
    ["accounts server with a slash", bare({ context: { "accounts-server": `${accounts}/` } })],
    ["region", bare({ fields: { zohoRegion: accounts } })],
    [
      "token URL of the deprecated connection",
      bare({ key: "oauth2", fields: { tokenUrl: `${accounts}/oauth/v2/token` } }),
    ],
    ["everything at once", sandboxConnection({ region })],
    ["a Self Client", sandboxConnection({ region, kind: "zohoSelfClient" })],
  ])("calls go to the right host by the %s", async (_, connection) => {
    expect(await hostOf(connection)).toBe(api);
  });
});

describe("a connection that cannot be used", () => {
  it.each<[string, Connection, string]>([
    [
      "a foreign api_domain",
      bare({ token: { ...token, api_domain: "https://www.zohoapis.https" } }),
      "ZOHO_HOST_REFUSED",
    ],
    [
      "a foreign accounts server",
      bare({ context: { "accounts-server": "https://accounts.zoho.com.evil.example" } }),
      "ZOHO_HOST_REFUSED",
    ],
    [
      "a foreign region",
      bare({ fields: { zohoRegion: "https://evil.example" } }),
      "ZOHO_HOST_REFUSED",
    ],
    [
      "a foreign token URL",
      bare({ fields: { tokenUrl: "https://evil.example/oauth/v2/token" } }),
      "ZOHO_HOST_REFUSED",
    ],
    ["no region at all", bare({}), "ZOHO_REGION_UNKNOWN"],
    [
      "no token",
      bare({ token: undefined, fields: { zohoRegion: "https://accounts.zoho.com" } }),
      "ZOHO_TOKEN_MISSING",
    ],
    [
      "a token that would break its header",
      bare({
        token: { access_token: "a\r\nHost: evil.example", api_domain: "https://www.zohoapis.com" },
      }),
      "ZOHO_TOKEN_MISSING",
    ],
  ])("by %s makes no call", async (_, connection, code) => {
    for (const key of ["crmGetRecords", "validateConnection"]) {
      const values = key === "crmGetRecords" ? { recordType: "Leads", fields: ["City"] } : {};
      const { result: error, calls } = await zoho.counting(() =>
        zoho.failure(key, values, { connection }),
      );
      expect(error).toMatchObject({ name: "ZohoConnectionError", code, isSpectralError: true });
      expect(error).toHaveProperty("connection");
      expect(calls).toBe(0);
    }
  });

  it("is marked on the instance: the platform finds the connection without its secrets", async () => {
    const connection = sandboxConnection({ token: "1000.dead.token" });
    const error = await zoho.failure(
      "crmGetRecords",
      { recordType: "Leads", fields: ["City"] },
      { connection },
    );
    expect(error.connection).toEqual({
      key: "zohoTemplatedConnection",
      configVarKey: connection.configVarKey,
      fields: {},
    });
    expect(JSON.stringify(error)).not.toContain("1000.dead.token");
  });
});

describe("ZOHO_SANDBOX_ORIGIN", () => {
  it.each([
    "http://example.com:80",
    "https://127.0.0.1:1",
    "http://127.0.0.1.evil.example:80",
    "x",
  ])("of %s is refused before a token leaves", async (origin) => {
    const real = process.env.ZOHO_SANDBOX_ORIGIN;
    process.env.ZOHO_SANDBOX_ORIGIN = origin;
    try {
      const error = await zoho.failure("crmGetRecords", { recordType: "Leads", fields: ["City"] });
      expect(error.message).toContain("loopback");
    } finally {
      process.env.ZOHO_SANDBOX_ORIGIN = real;
    }
  });
});
