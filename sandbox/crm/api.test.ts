import { TestSandbox } from "../testSupport/calls";

const getCode = (zoho: TestSandbox, method: string, url: string) => {
  const { status, json } = zoho.crm(method, url);
  return [status, json && typeof json === "object" && "code" in json ? json.code : undefined];
};

describe("paths (facts 2.3, 13.20)", () => {
  const zoho = new TestSandbox();
  test.each([
    ["GET", "/Leads/", 404, "INVALID_URL_PATTERN"],
    ["GET", "//Leads", 404, "INVALID_URL_PATTERN"],
    ["GET", "/a/b/c/d/e/f", 404, "INVALID_URL_PATTERN"],
    ["GET", "/Leads/%zz", 404, "INVALID_URL_PATTERN"],
    ["PATCH", "/Leads", 400, "INVALID_REQUEST_METHOD"],
    ["POST", "/org", 400, "INVALID_REQUEST_METHOD"],
    ["GET", "/leads?fields=id", 400, "INVALID_MODULE"],
    ["GET", "/Nope?fields=id", 400, "INVALID_MODULE"],
    ["GET", "/Leads/..%2Fsettings%2Fmodules", 400, "INVALID_DATA"],
    ["POST", "/Leads/1/Products", 400, "INVALID_REQUEST_METHOD"],
    ["POST", "/__composite_requests", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/1/actions/clone", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/actions/mass_update", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/actions/mass_change_owner", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/actions/mass_delete", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["GET", "/Leads/1/photo", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["PUT", "/Leads/1/actions/blueprint", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["GET", "/Approvals", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/1/actions/approvals", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["GET", "/settings/territories", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["GET", "/settings/roles/1", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/settings/fields", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/users", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/1/actions/send_mail", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["POST", "/Leads/1/actions/lock", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["GET", "/Leads/1/__timeline", 501, "SANDBOX_NOT_IMPLEMENTED"],
    ["GET", "/Leads/1/Locking_Information__s", 501, "SANDBOX_NOT_IMPLEMENTED"],
  ])("%s %s is %i %s", (method, url, status, code) => {
    expect(getCode(zoho, method, url)).toEqual([status, code]);
  });
});

test.each(["v2", "v2.1", "v3", "v4", "v5", "v6", "v7", "v8"])(
  "/crm/%s answers as v8 does",
  (version) => {
    const zoho = new TestSandbox({ Leads: 2 });
    const url = "/Leads?fields=Last_Name";
    expect(zoho.call("GET", `/crm/${version}${url}`)).toEqual(zoho.crm("GET", url));
  },
);

test.each(["v1", "v9", "8"])("there is no /crm/%s", (version) => {
  expect(new TestSandbox().call("GET", `/crm/${version}/org`).status).toBe(404);
});

describe("credits (facts 12)", () => {
  const remaining = (reply: { headers?: Record<string, string> }) =>
    reply.headers?.["x-api-credits-remaining"];

  test("the costs of calls", () => {
    const zoho = new TestSandbox({ Leads: 3 });
    const view = zoho.state.modules.get("Leads")?.customViews[0]?.id;
    const cost = (method: string, url: string, body?: unknown) => {
      const before = zoho.state.credits.total;
      zoho.crm(method, url, { body });
      return zoho.state.credits.total - before;
    };
    const records = (count: number) => ({
      data: Array.from({ length: count }, () => ({ Last_Name: "L" })),
    });
    expect(cost("GET", "/Leads?fields=Last_Name")).toBe(1);
    expect(cost("GET", `/Leads?fields=Last_Name&cvid=${view}`)).toBe(3);
    expect(cost("POST", "/Leads", records(10))).toBe(1);
    expect(cost("POST", "/Leads", records(11))).toBe(2);
    expect(cost("POST", "/Leads", records(100))).toBe(10);
    expect(cost("POST", "/Leads", records(1000))).toBe(10);
    const ids = Array.from({ length: 5000 }, String);
    expect(cost("POST", "/Leads/actions/add_tags", { tags: [{ name: "A" }], ids })).toBe(10);
    expect(cost("GET", "/org")).toBe(1);
  });

  test("the allowance follows edition and users: enterprise with 10 users 60,000", () => {
    expect(new TestSandbox().state.credits.allowance()).toBe(60_000);
  });

  test("the header appears once half is used; at zero 429; after a day credits are available again", () => {
    const zoho = new TestSandbox();
    zoho.state.credits.setAllowance(4);
    expect(remaining(zoho.crm("GET", "/org"))).toBeUndefined();
    expect(remaining(zoho.crm("GET", "/org"))).toBe("2");
    zoho.crm("GET", "/org");
    expect(remaining(zoho.crm("GET", "/org"))).toBe("0");
    const refused = zoho.crm("GET", "/org");
    expect(refused).toMatchObject({
      status: 429,
      headers: { "x-api-credits-remaining": "0" },
      json: { code: "TOO_MANY_REQUESTS", details: {}, status: "error" },
    });
    expect(refused.headers).not.toHaveProperty("retry-after");
    zoho.clock.advance(25 * 3_600_000);
    expect(zoho.crm("GET", "/org").status).toBe(200);
  });

  test("calls that end in a 4xx cost credits, except in the variant", () => {
    const spent = (variants: Record<string, unknown>) => {
      const zoho = new TestSandbox({}, variants);
      zoho.crm("GET", "/Leads");
      const body = { data: [{ id: "1", Last_Name: "Rao" }] };
      expect(zoho.crm("PUT", "/Leads", { body }).status).toBe(400);
      return zoho.state.credits.total;
    };
    expect(spent({})).toBe(2);
    expect(spent({ failedCallCredits: "free" })).toBe(0);
  });
});
