import { TestSandbox } from "../testSupport/calls";

describe("GET /oauth/serverinfo (facts 1.2)", () => {
  test("lists every accounts server", () => {
    expect(new TestSandbox().accounts("GET", "/oauth/serverinfo")).toEqual({
      status: 200,
      json: {
        result: "success",
        locations: {
          us: "https://accounts.zoho.com",
          eu: "https://accounts.zoho.eu",
          in: "https://accounts.zoho.in",
          au: "https://accounts.zoho.com.au",
          jp: "https://accounts.zoho.jp",
          uk: "https://accounts.zoho.uk",
          ca: "https://accounts.zohocloud.ca",
          sa: "https://accounts.zoho.sa",
          cn: "https://accounts.zoho.com.cn",
          ae: "https://accounts.zoho.ae",
        },
      },
    });
  });
});
