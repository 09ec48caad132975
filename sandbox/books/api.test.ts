import { BooksSandbox, getBody, HARBOR_LIGHTS, NORTHWIND } from "../testSupport/books";

const UNAUTHORIZED = { code: 57, message: "You are not authorized to perform this operation" };

/** A token as the accounts server would have issued it. */
function issueToken(
  zoho: BooksSandbox,
  scopes: string[],
  where: { location?: "us" | "eu"; environment?: "production" | "sandbox" } = {},
): string {
  const { location = "us", environment = "production" } = where;
  const grant = { clientId: "1000.SANDBOX", userId: "1", scopes, location, environment };
  return zoho.state.accounts.issueAccessToken(grant, zoho.clock.now());
}

describe("tokens and scopes (facts 1)", () => {
  const zoho = new BooksSandbox({ contacts: 1 });
  const read = (token: string, host = "www.zohoapis.com") =>
    zoho.call("GET", "/contacts", { token, host });

  test("a missing scope and an unknown, foreign or expired token look the same", () => {
    const good = issueToken(zoho, ["ZohoBooks.contacts.READ"]);
    expect(read(good).status).toBe(200);
    const trouble = [
      read("1000.unknown"),
      read(good, "www.zohoapis.eu"),
      read(issueToken(zoho, ["ZohoBooks.invoices.READ", "ZohoBooks.contacts.CREATE"])),
      zoho.call("GET", "/contacts", { headers: { authorization: "" } }),
    ];
    zoho.clock.advance(3_600_000);
    trouble.push(read(good));
    for (const reply of trouble) {
      expect({ status: reply.status, json: reply.json }).toEqual({
        status: 401,
        json: UNAUTHORIZED,
      });
    }
  });

  test("Books has no tokens and hosts of sandboxes", () => {
    const token = issueToken(zoho, ["ZohoBooks.fullaccess.all"], { environment: "sandbox" });
    for (const host of ["sandbox.zohoapis.com", "www.zohoapis.com", "127.0.0.1"]) {
      expect(read(token, host).json).toEqual(UNAUTHORIZED);
    }
    expect(read("sandbox", "developer.zohoapis.com").json).toEqual(UNAUTHORIZED);
  });

  test.each([
    ["ZohoBooks.fullaccess.all", 200],
    ["ZohoBooks.contacts.ALL", 200],
    ["ZohoBooks.FullAccess.all", 401],
    ["ZohoBooks.contacts.read", 401],
  ])("%s replies %i: case matters", (scope, status) => {
    expect(read(issueToken(zoho, [scope])).status).toBe(status);
  });

  test.each([
    ["GET", "/items", "settings.READ"],
    ["POST", "/items/1/active", "settings.CREATE"],
    ["GET", "/employees", "expenses.READ"],
    ["GET", "/vendorcredits", "debitnotes.READ"],
    ["GET", "/journals", "accountants.READ"],
    ["GET", "/projects/timeentries", "projects.READ"],
    ["GET", "/tasks", "settings.READ"],
    ["GET", "/recurringbills", "bills.READ"],
    ["GET", "/organizations", "settings.READ"],
  ])("%s %s needs ZohoBooks.%s", (method, url, scope) => {
    const enough = issueToken(zoho, [`ZohoBooks.${scope}`]);
    const other = issueToken(zoho, ["ZohoBooks.deliverychallans.READ"]);
    expect(zoho.call(method, url, { token: enough }).status).not.toBe(401);
    expect(zoho.call(method, url, { token: other }).status).toBe(401);
  });
});

describe("paths", () => {
  const zoho = new BooksSandbox();

  test.each([
    ["GET", "/nonsense", 404, 5],
    ["GET", "/contacts/", 404, 5],
    ["GET", "//contacts", 404, 5],
    ["GET", "/contactpersons", 404, 5],
    ["PATCH", "/invoices", 405, 37],
    ["PUT", "/employees/1", 405, 37],
    ["PUT", "/basecurrencyadjustment/1", 405, 37],
    ["GET", "/invoices/1", 404, 1002],
  ])("%s %s is %i code %i", (method, url, status, code) => {
    const reply = zoho.call(method, url);
    expect({ status: reply.status, code: getBody(reply).code }).toEqual({ status, code });
  });

  test("an operation that is not implemented is named in the error", () => {
    expect(zoho.call("GET", "/deliverychallans")).toMatchObject({
      status: 501,
      json: { message: "GET /books/v3/deliverychallans exists at Zoho but not in this sandbox" },
    });
    expect(zoho.call("POST", "/invoices/1/creditsapplied").status).toBe(405);
    expect(zoho.call("GET", "/invoices/1/creditsapplied").status).toBe(501);
  });
});

describe("organizations (facts 2)", () => {
  test("two are listed without page_context, one of them the default", () => {
    const body = new BooksSandbox().get("/organizations", { organization: "" });
    expect(Object.keys(body)).toEqual(["code", "message", "organizations"]);
    expect(body).toMatchObject({
      code: 0,
      message: "success",
      organizations: [
        {
          organization_id: NORTHWIND,
          name: "Northwind Test",
          is_default_org: true,
          plan_name: "Professional",
          time_zone: "Asia/Calcutta",
          currency_code: "INR",
          currency_symbol: "Rs.",
          price_precision: 2,
          language_code: "en",
          is_org_active: true,
        },
        {
          organization_id: HARBOR_LIGHTS,
          is_default_org: false,
          time_zone: "America/New_York",
          currency_code: "USD",
        },
      ],
    });
  });

  test("one is read by its id", () => {
    const zoho = new BooksSandbox();
    const { organization } = zoho.get(`/organizations/${HARBOR_LIGHTS}`, { organization: "" });
    expect(organization).toMatchObject({ organization_id: HARBOR_LIGHTS });
    expect(zoho.call("GET", "/organizations/42").status).toBe(404);
  });

  test("a call without organization_id is refused with the list of organizations", () => {
    const reply = new BooksSandbox().call("GET", "/contacts", { organization: "" });
    expect(reply).toMatchObject({
      status: 400,
      json: {
        code: 6024,
        message:
          "This user belongs to multiple organizations, hence the parameter CompanyID/CompanyName is required for associating this user to a specific organization.",
        error_info: [
          { organization_id: NORTHWIND, is_default_org: true },
          { organization_id: HARBOR_LIGHTS, is_default_org: false },
        ],
      },
    });
    const other = new BooksSandbox({}, { booksNoOrganizationStatus: "200" });
    expect(other.call("GET", "/contacts", { organization: "" }).status).toBe(200);
  });

  test("an unknown organization is refused", () => {
    expect(new BooksSandbox().call("GET", "/contacts", { organization: "42" })).toMatchObject({
      status: 400,
      json: {
        code: 6041,
        message: "This user is not associated with the CompanyID/CompanyName:42.",
      },
    });
  });

  test("a user with one organization need not name it", () => {
    const zoho = new BooksSandbox({ contacts: 2 }, { booksOrganizations: "one" });
    const { contacts } = zoho.get("/contacts", { organization: "" });
    expect(contacts).toHaveLength(2);
    expect(zoho.call("GET", "/contacts", { organization: HARBOR_LIGHTS }).status).toBe(400);
  });

  test("each has its own records, ids, currency and offset", () => {
    const zoho = new BooksSandbox();
    const here = zoho.create("/contacts", { contact_name: "Moss" });
    const there = zoho.create(
      "/contacts",
      { contact_name: "Moss" },
      { organization: HARBOR_LIGHTS },
    );
    expect(here).toMatchObject({
      currency_code: "INR",
      created_time: "2026-02-01T11:00:00+0530",
    });
    expect(there).toMatchObject({
      currency_code: "USD",
      created_time: "2026-02-01T00:30:00-0500",
    });
    expect(here.contact_id).toMatch(/^260815\d{12}$/);
    expect(there.contact_id).toMatch(/^260816\d{12}$/);
    expect(Number.isSafeInteger(Number(here.contact_id))).toBe(false);
    const url = `/contacts/${String(here.contact_id)}`;
    expect(zoho.call("GET", url, { organization: HARBOR_LIGHTS }).status).toBe(404);
  });
});

describe("limits (facts 11)", () => {
  test("every reply reports the day's quota, errors too", () => {
    const zoho = new BooksSandbox();
    zoho.organization.quota.limit = 1000;
    const first = zoho.call("GET", "/contacts");
    expect(first.headers).toMatchObject({
      "x-rate-limit-limit": "1000",
      "x-rate-limit-remaining": "999",
      "x-rate-limit-reset": String(13 * 3600),
    });
    expect(zoho.call("GET", "/nonsense").headers).toMatchObject({
      "x-rate-limit-remaining": "999",
    });
    expect(zoho.call("GET", "/invoices/1").headers).toMatchObject({
      "x-rate-limit-remaining": "998",
    });
  });

  test("429 code 45 once the day's calls are used up, until midnight of the organization", () => {
    const zoho = new BooksSandbox();
    zoho.organization.quota.limit = 1;
    zoho.call("GET", "/contacts");
    expect(zoho.call("GET", "/contacts")).toMatchObject({
      status: 429,
      json: { code: 45, message: "You have exceeded your API call rate limit of 1." },
      headers: { "x-rate-limit-remaining": "0" },
    });
    expect(zoho.call("GET", "/contacts", { organization: HARBOR_LIGHTS }).status).toBe(200);
    zoho.clock.advance(13 * 3_600_000);
    expect(zoho.call("GET", "/contacts").status).toBe(200);
  });

  test("429 code 44 once the minute's calls are used up, for a minute", () => {
    const zoho = new BooksSandbox();
    zoho.state.books.limits = { perMinute: 2 };
    const statuses = [1, 2, 3].map(() => zoho.call("GET", "/items").status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(getBody(zoho.call("GET", "/items")).code).toBe(44);
    zoho.clock.advance(60_000);
    expect(zoho.call("GET", "/items").status).toBe(200);
  });
});
