import { accountsOrigins, apiOrigin, identifyHost } from "./dataCenters";

/** Facts 1.1 again, to catch typos in the table. */
const TABLE: [string, string, string, string][] = [
  ["us", "accounts.zoho.com", "www.zohoapis.com", "content.zohoapis.com"],
  ["eu", "accounts.zoho.eu", "www.zohoapis.eu", "content.zohoapis.eu"],
  ["in", "accounts.zoho.in", "www.zohoapis.in", "content.zohoapis.in"],
  ["au", "accounts.zoho.com.au", "www.zohoapis.com.au", "content.zohoapis.com.au"],
  ["jp", "accounts.zoho.jp", "www.zohoapis.jp", "content.zohoapis.jp"],
  ["ca", "accounts.zohocloud.ca", "www.zohoapis.ca", "upload.zohocloud.ca"],
  ["cn", "accounts.zoho.com.cn", "www.zohoapis.com.cn", "content.zohoapis.com.cn"],
  ["sa", "accounts.zoho.sa", "www.zohoapis.sa", "files.zoho.sa"],
  ["uk", "accounts.zoho.uk", "www.zohoapis.uk", "content.zohoapis.uk"],
  ["ae", "accounts.zoho.ae", "www.zohoapis.ae", "content.zohoapis.ae"],
];

test.each(TABLE)("%s: %s, %s and %s", (location, accounts, api, files) => {
  const sandbox = api.replace("www.", "sandbox.");
  expect(identifyHost(accounts)).toEqual({ kind: "accounts", location });
  expect(identifyHost(api)).toEqual({ kind: "api", location, environment: "production" });
  expect(identifyHost(sandbox)).toEqual({ kind: "api", location, environment: "sandbox" });
  expect(identifyHost(files)).toEqual({ kind: "files", location });
  expect(accountsOrigins()[location]).toBe(`https://${accounts}`);
});

test("other hosts are unknown; loopback is generic", () => {
  for (const host of ["accounts.zoho.ca", "www.zohoapis.https", "www.zohoapis.", "zohoapis.com"]) {
    expect(identifyHost(host)).toBeUndefined();
  }
  expect(identifyHost("127.0.0.1:4000")).toEqual({ kind: "generic" });
  expect(identifyHost("LOCALHOST")).toEqual({ kind: "generic" });
  expect(apiOrigin("cn", "developer")).toBe("https://developer.zohoapis.com.cn");
});
