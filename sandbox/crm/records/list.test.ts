import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";

const HOUR_MS = 3_600_000;

/** An access token of a user who is not an administrator. */
const tokenOfSecondUser = (zoho: TestSandbox): string =>
  zoho.state.accounts.issueAccessToken(
    {
      clientId: "1000.SANDBOX",
      userId: zoho.state.users[1]?.id ?? "",
      scopes: ["ZohoCRM.modules.ALL"],
      location: "us",
      environment: "production",
    },
    zoho.clock.now(),
  );

describe("GET /{module} (facts 3.1)", () => {
  test("rows have the requested fields and the id; info has the documented keys", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", Email: "rao@example.test" });
    const reply = zoho.crm("GET", "/Leads?fields=Last_Name,Email,Owner");
    expect(reply).toEqual({
      status: 200,
      json: {
        data: [
          {
            id,
            Last_Name: "Rao",
            Email: "rao@example.test",
            Owner: { name: "Ana", id: "4876876000000327001", email: "ana@example.test" },
          },
        ],
        info: {
          call: false,
          per_page: 200,
          next_page_token: null,
          previous_page_token: null,
          page_token_expiry: null,
          count: 1,
          sort_by: "id",
          page: 1,
          sort_order: "desc",
          email: false,
          more_records: false,
        },
      },
    });
  });

  test("fields are mandatory and at most 50", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", "/Leads")).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "fields" } },
    });
    const names = Array.from({ length: 51 }, (_, index) => `F${index}`).join(",");
    expect(zoho.crm("GET", `/Leads?fields=${names}`)).toMatchObject({
      status: 400,
      json: { code: "LIMIT_EXCEEDED", details: { limit: 50, param_name: "fields" } },
    });
  });

  test("ignores unknown fields and subforms", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    const reply = zoho.crm("GET", "/Leads?fields=Last_Name,No_Such_Field,Addresses");
    expect(getRows(reply)).toEqual([{ Last_Name: "Rao", id }]);
  });

  test("rich text is truncated to 500 characters in lists, but not in a single record", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao", Description: "x".repeat(600) });
    const listed = getRows(zoho.crm("GET", "/Leads?fields=Description"))[0];
    const single = getRows(zoho.crm("GET", `/Leads/${id}`))[0];
    expect(listed?.Description).toHaveLength(500);
    expect(single?.Description).toHaveLength(600);
  });

  test("an empty list is 204 without a body", () => {
    expect(new TestSandbox().crm("GET", "/Leads?fields=Last_Name")).toEqual({ status: 204 });
  });

  test.each([
    ["per_page=201", "INVALID_DATA"],
    ["page=11&per_page=200", "DISCRETE_PAGINATION_LIMIT_EXCEEDED"],
    ["page=1&page_token=x", "AMBIGUITY_DURING_PROCESSING"],
    ["page_token=x", "INVALID_DATA"],
    ["sort_by=Last_Name", "INVALID_DATA"],
    ["sort_order=up", "INVALID_DATA"],
    ["cvid=1", "INVALID_DATA"],
    ["cvid=1&sort_by=id", "AMBIGUITY_DURING_PROCESSING"],
    ["converted=maybe", "INVALID_DATA"],
  ])("%s is refused with %s", (query, code) => {
    const reply = new TestSandbox({ Leads: 3 }).crm("GET", `/Leads?fields=Last_Name&${query}`);
    expect(reply).toMatchObject({ status: 400, json: { code, status: "error" } });
  });

  test("sorts by Modified_Time and Created_Time, ties by id", () => {
    const zoho = new TestSandbox();
    const first = zoho.create("Leads", { Last_Name: "1" });
    const second = zoho.create("Leads", { Last_Name: "2" });
    zoho.clock.advance(5000);
    zoho.crm("PUT", `/Leads/${first}`, { body: { data: [{ Last_Name: "1b" }] } });
    const ids = (query: string) =>
      getRows(zoho.crm("GET", `/Leads?fields=Last_Name&${query}`)).map((row) => row.id);
    expect(ids("sort_by=Modified_Time&sort_order=asc")).toEqual([second, first]);
    expect(ids("sort_by=Modified_Time&sort_order=desc")).toEqual([first, second]);
    expect(ids("sort_by=Created_Time&sort_order=asc")).toEqual([first, second]);
    expect(ids("")).toEqual([second, first]);
  });

  test("ids selects records, converted selects converted leads", () => {
    const zoho = new TestSandbox({ Leads: 5 });
    const module = zoho.state.modules.get("Leads");
    const [record] = module ? zoho.state.store(module).all() : [];
    if (!record) throw new Error("no record");
    record.converted = true;
    const count = (query: string) => {
      const reply = zoho.crm("GET", `/Leads?fields=Last_Name&${query}`);
      return reply.status === 204 ? 0 : getRows(reply).length;
    };
    expect(count("")).toBe(4);
    expect(count("converted=true")).toBe(1);
    expect(count("converted=both")).toBe(5);
    expect(count(`ids=${record.id}`)).toBe(0);
    expect(count(`ids=${record.id}&converted=both`)).toBe(1);
  });

  test("a custom view of the user's records", () => {
    const zoho = new TestSandbox({ Contacts: 8 });
    const view = zoho.state.modules.get("Contacts")?.customViews[1];
    const rows = getRows(zoho.crm("GET", `/Contacts?fields=Owner&cvid=${view?.id}`));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(8);
    expect(rows.every((row) => JSON.stringify(row.Owner).includes("Ana"))).toBe(true);
  });

  test("If-Modified-Since: later records, else 304", () => {
    const zoho = new TestSandbox();
    zoho.create("Leads", { Last_Name: "Rao" });
    const since = (time: string) =>
      zoho.crm("GET", "/Leads?fields=Last_Name", { headers: { "if-modified-since": time } });
    expect(getRows(since("2026-01-01T09:59:59+05:30"))).toHaveLength(1);
    expect(since("2026-01-01T10:00:00+05:30")).toEqual({ status: 304 });
    expect(since("yesterday")).toMatchObject({ status: 400, json: { code: "INVALID_DATA" } });
  });

  test("If-Modified-Since with nothing newer is 204 in the variant", () => {
    const zoho = new TestSandbox({}, { notModifiedStatus: "204" });
    const headers = { "if-modified-since": "2026-01-01T10:00:00+05:30" };
    expect(zoho.crm("GET", "/Leads?fields=Last_Name", { headers })).toEqual({ status: 204 });
  });
});

test("only administrators may list all Notes, others get 403 NOT_SUPPORTED (facts 6)", () => {
  const zoho = new TestSandbox({ Leads: 1, Notes: 2 });
  const list = (token: string) => zoho.crm("GET", "/Notes?fields=Note_Title", { token });
  expect(getRows(list("sandbox"))).toHaveLength(2);
  expect(list(tokenOfSecondUser(zoho))).toMatchObject({
    status: 403,
    json: { code: "NOT_SUPPORTED" },
  });
});

describe("page tokens (facts 3.1)", () => {
  const list = (zoho: TestSandbox, query: string) =>
    zoho.crm("GET", `/Leads?fields=Last_Name&per_page=2${query}`);

  test("return every record once, while others are added and deleted", () => {
    const zoho = new TestSandbox({ Leads: 7 });
    const seen: unknown[] = [];
    let reply = list(zoho, "&sort_by=id&sort_order=asc");
    for (let page = 1; ; page += 1) {
      seen.push(...getRows(reply).map((row) => row.id));
      expect(getInfo(reply).page).toBe(page);
      const token = getInfo(reply).next_page_token;
      if (token === null) break;
      if (page === 1) zoho.crm("DELETE", `/Leads/${String(seen[1])}`);
      reply = list(zoho, `&sort_by=id&sort_order=asc&page_token=${String(token)}`);
    }
    expect(new Set(seen).size).toBe(7);
  });

  test("the token of page 2 continues with page 3; the previous token goes back", () => {
    const zoho = new TestSandbox({ Leads: 7 });
    const second = list(zoho, "&page=2");
    const third = list(zoho, `&page_token=${String(getInfo(second).next_page_token)}`);
    const back = list(zoho, `&page_token=${String(getInfo(third).previous_page_token)}`);
    expect(getInfo(third).page).toBe(3);
    expect(getRows(back)).toEqual(getRows(second));
  });

  test("expire after 24 hours and are bound to the user and the other parameters", () => {
    const zoho = new TestSandbox({ Leads: 7 });
    const token = String(getInfo(list(zoho, "")).next_page_token);
    expect(list(zoho, `&sort_order=asc&page_token=${token}`)).toMatchObject({
      status: 400,
      json: { code: "TOKEN_BOUND_DATA_MISMATCH" },
    });
    const url = `/Leads?fields=Last_Name&per_page=2&page_token=${token}`;
    const foreign = zoho.crm("GET", url, { token: tokenOfSecondUser(zoho) });
    expect(foreign).toMatchObject({ status: 400, json: { code: "INVALID_DATA" } });
    zoho.clock.advance(25 * HOUR_MS);
    expect(list(zoho, `&page_token=${token}`)).toMatchObject({
      status: 400,
      json: { code: "EXPIRED_VALUE" },
    });
  });

  test("reach up to 100,000 records", () => {
    const zoho = new TestSandbox({ Vendors: 100_001 });
    let url = "/Vendors?fields=Vendor_Name";
    let count = 0;
    let reply = zoho.crm("GET", url);
    while (reply.status === 200) {
      count += getRows(reply).length;
      expect(getInfo(reply).more_records).toBe(true);
      url = `/Vendors?fields=Vendor_Name&page_token=${String(getInfo(reply).next_page_token)}`;
      reply = zoho.crm("GET", url);
    }
    expect(count).toBe(100_000);
    expect(reply).toMatchObject({ status: 400, json: { code: "PAGINATION_LIMIT_EXCEEDED" } });
  });
});
