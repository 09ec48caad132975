import type { Connection } from "@prismatic-io/spectral";
import { DATA_CENTRES } from "../connections/regions";
import { resolveHosts } from "./hosts";

/** Accounts server and API host of every data center, written out: facts, not the table under test. */
const RESPONSE_TYPES: [code: string, accounts: string, api: string][] = [
  ["us", "https://accounts.zoho.com", "www.zohoapis.com"],
  ["eu", "https://accounts.zoho.eu", "www.zohoapis.eu"],
  ["in", "https://accounts.zoho.in", "www.zohoapis.in"],
  ["au", "https://accounts.zoho.com.au", "www.zohoapis.com.au"],
  ["jp", "https://accounts.zoho.jp", "www.zohoapis.jp"],
  ["uk", "https://accounts.zoho.uk", "www.zohoapis.uk"],
  ["ca", "https://accounts.zohocloud.ca", "www.zohoapis.ca"],
  ["ae", "https://accounts.zoho.ae", "www.zohoapis.ae"],
  ["sa", "https://accounts.zoho.sa", "www.zohoapis.sa"],
  ["cn", "https://accounts.zoho.com.cn", "www.zohoapis.com.cn"],
];

const connection = (parts: Partial<Connection>): Connection => ({
  key: "zohoTemplatedConnection",
  configVarKey: "Zoho",
  fields: {},
  ...parts,
});

const refusal = (parts: Partial<Connection>) => {
  try {
    resolveHosts(connection(parts));
  } catch (error) {
    return error;
  }
  throw new Error("was accepted");
};

describe("resolveHosts", () => {
  it("covers every data center of the table", () => {
    expect(DATA_CENTRES.map(({ code }) => code).sort()).toEqual(
      RESPONSE_TYPES.map(([code]) => code).sort(),
    );
  });

  describe.each(RESPONSE_TYPES)("in %s", (code, accounts, api) => {
    it.each([
      ["api_domain", { token: { api_domain: `https://${api}` } }],
      ["accounts-server", { context: { "accounts-server": accounts } }],
      ["accounts-server", { context: { "accounts-server": `${accounts}/` } }],
      ["region", { fields: { zohoRegion: accounts } }],
      ["region", { fields: { zohoRegion: accounts.replace("https://", "") } }],
      ["token URL", { fields: { tokenUrl: `${accounts}/oauth/v2/token` } }],
    ])("finds the host by %s: %j", (foundBy, parts) => {
      const hosts = resolveHosts(connection(parts));
      expect(hosts.apiHost).toBe(api);
      expect(hosts.dataCentre.code).toBe(code);
      expect(hosts.environment).toBe("production");
      expect(hosts.foundBy).toBe(foundBy);
    });

    it("knows sandbox and developer organizations by their api_domain", () => {
      for (const environment of ["sandbox", "developer"]) {
        const host = api.replace("www", environment);
        const token = { api_domain: `https://${host}` };
        expect(resolveHosts(connection({ token }))).toMatchObject({ apiHost: host, environment });
      }
    });
  });

  it("prefers the token to the sign-in, and the sign-in to the region", () => {
    const context = { "accounts-server": "https://accounts.zohocloud.ca" };
    const fields = { zohoRegion: "https://accounts.zoho.com" };
    const token = { api_domain: "https://sandbox.zohoapis.eu" };
    expect(resolveHosts(connection({ token, context, fields })).apiHost).toBe(
      "sandbox.zohoapis.eu",
    );
    expect(resolveHosts(connection({ context, fields })).apiHost).toBe("www.zohoapis.ca");
  });

  it.each([
    "https://evil.example.com",
    "https://www.zohoapis.com.evil.example.com",
    "https://evil.example.com/www.zohoapis.com",
    "https://www.zohoapis.com@evil.example.com",
    "https://user:pass@www.zohoapis.com",
    "https://www.zohoapis.com:8443",
    "http://www.zohoapis.com",
    "ftp://www.zohoapis.com",
    "https://www.zohoapis.https",
    "https://zohoapis.com",
    "not an address",
  ])("refuses a token of %s", (address) => {
    const error = refusal({ token: { api_domain: address, access_token: "secret-token" } });
    expect(error).toMatchObject({ name: "ZohoConnectionError", code: "ZOHO_HOST_REFUSED" });
    expect(JSON.stringify(error)).not.toContain("secret-token");
    expect(String(error)).not.toContain("pass");
  });

  it.each([
    { context: { "accounts-server": "https://accounts.zoho.ca" } },
    { fields: { zohoRegion: "https://accounts.zoho.com.evil.example.com" } },
    { fields: { tokenUrl: "https://evil.example.com/oauth/v2/token" } },
  ])("refuses the foreign accounts server %j", (parts) => {
    expect(refusal(parts)).toMatchObject({ code: "ZOHO_HOST_REFUSED" });
  });

  it.each([{}, { fields: { zohoRegion: "  " } }, { token: {}, context: {} }])(
    "says what to set when nothing names a data center: %j",
    (parts) => {
      const error = refusal(parts);
      expect(error).toMatchObject({ code: "ZOHO_REGION_UNKNOWN", isSpectralError: true });
      expect(String(error)).toContain("Region URL");
    },
  );
});
