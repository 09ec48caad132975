import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";
import { tokenFor } from "../../testSupport/signIn";

const ACCOUNT = "4876876000000777001";

function withLeads(): TestSandbox {
  const zoho = new TestSandbox();
  const leads = [
    { Last_Name: "Rao", First_Name: "Ana", Email: "rao@example.test", Phone: "+49 (30) 123-45" },
    { Last_Name: "Rao-Smith", Email: "smith@example.test", No_of_Employees: 5, Newsletter: true },
    { Last_Name: "Burns, Jr. (US)", City: "Zürich", No_of_Employees: 50, Next_Visit: "2026-02-01" },
    { Last_Name: "佐藤", Description: 'Said "rao" twice', Interests: ["Billing", "Mobile"] },
    { Last_Name: "Ng", Lead_Source: "Partner", Legacy_Number: "900719925474099377", Score: -1.5 },
  ];
  for (const lead of leads) zoho.create("Leads", lead);
  return zoho;
}

/** Last names of the results, oldest first. */
function found(zoho: TestSandbox, parameters: Record<string, string>): unknown[] {
  const query = new URLSearchParams({ fields: "Last_Name", sort_order: "asc", ...parameters });
  const reply = zoho.crm("GET", `/Leads/search?${query}`);
  if (reply.status === 204) return [];
  return getRows(reply).map(({ Last_Name }) => Last_Name);
}

describe("GET /{module}/search (facts 3.8)", () => {
  test("a row has the requested fields and the id; info counts the page", () => {
    const zoho = withLeads();
    const reply = zoho.crm(
      "GET",
      "/Leads/search?criteria=(Email:equals:rao@example.test)&fields=Last_Name,Owner",
    );
    expect(reply).toEqual({
      status: 200,
      json: {
        data: [
          {
            Last_Name: "Rao",
            Owner: { name: "Ana", id: zoho.state.users[0]?.id, email: "ana@example.test" },
            id: expect.stringMatching(/^\d{19}$/),
          },
        ],
        info: { per_page: 200, count: 1, page: 1, more_records: false },
      },
    });
  });

  test("all fields by default; no result is 204", () => {
    const zoho = withLeads();
    const [row] = getRows(zoho.crm("GET", "/Leads/search?word=佐藤"));
    expect(row).toMatchObject({
      Full_Name: "佐藤",
      Interests: ["Billing", "Mobile"],
      Company: null,
    });
    expect(zoho.crm("GET", "/Leads/search?word=nobody")).toEqual({ status: 204 });
  });

  test.each([
    ["equals on text contains", "(Last_Name:equals:rao)", ["Rao", "Rao-Smith"]],
    ["not_equal", "(Last_Name:not_equal:Rao)", ["Burns, Jr. (US)", "佐藤", "Ng"]],
    ["starts_with", "(Last_Name:starts_with:bur)", ["Burns, Jr. (US)"]],
    ["in", "(Last_Name:in:rao,ng)", ["Rao", "Ng"]],
    ["escapes", String.raw`(Last_Name:equals:Burns\, Jr. \(US\))`, ["Burns, Jr. (US)"]],
    ["quotes", '(Description:equals:"rao")', ["佐藤"]],
    ["two Unicode letters", "(Last_Name:equals:佐藤)", ["佐藤"]],
    ["a pick-list", "(Lead_Source:equals:Partner)", ["Ng"]],
    ["a multi-select", "(Interests:in:Mobile,Support)", ["佐藤"]],
    ["a boolean", "(Newsletter:equals:true)", ["Rao-Smith"]],
    ["one digit", "(No_of_Employees:equals:5)", ["Rao-Smith"]],
    ["greater_equal", "(No_of_Employees:greater_equal:5)", ["Rao-Smith", "Burns, Jr. (US)"]],
    ["greater_than", "(No_of_Employees:greater_than:5)", ["Burns, Jr. (US)"]],
    ["less_than", "(Score:less_than:-1)", ["Ng"]],
    ["between", "(No_of_Employees:between:1,49)", ["Rao-Smith"]],
    ["a long integer", "(Legacy_Number:equals:900719925474099377)", ["Ng"]],
    ["its neighbour", "(Legacy_Number:equals:900719925474099376)", []],
    ["a date", "(Next_Visit:less_equal:2026-02-01)", ["Burns, Jr. (US)"]],
    [
      "a time in another offset",
      "((Created_Time:between:2026-01-01T04:30:00+00:00,2026-01-01T04:30:00+00:00)and(Last_Name:equals:Ng))",
      ["Ng"],
    ],
    [
      "nesting",
      "((Last_Name:equals:Rao)and((Newsletter:equals:true)or(First_Name:equals:Ana)))",
      ["Rao", "Rao-Smith"],
    ],
  ])("%s", (_name, criteria, names) => {
    expect(found(withLeads(), { criteria })).toEqual(names);
  });

  test("lookups are found by id and by name, ids by themselves", () => {
    const zoho = new TestSandbox();
    const account = zoho.create("Accounts", { Account_Name: "Acme" });
    const contact = zoho.create("Contacts", { Last_Name: "Rao", Account_Name: { id: account } });
    const ids = (criteria: string) => {
      const reply = zoho.crm("GET", `/Contacts/search?${new URLSearchParams({ criteria })}`);
      return reply.status === 204 ? [] : getRows(reply).map(({ id }) => id);
    };
    expect(ids(`(Account_Name:equals:${account})`)).toEqual([contact]);
    expect(ids("(Account_Name:equals:acme)")).toEqual([contact]);
    expect(ids(`(Owner:in:${zoho.state.users[0]?.id})`)).toEqual([contact]);
    expect(ids(`(id:equals:${contact})`)).toEqual([contact]);
    expect(ids(`(id:not_equal:${contact})`)).toEqual([]);
    expect(ids(`(Account_Name:equals:${ACCOUNT})`)).toEqual([]);
  });

  test("email and phone match full values, a word any part; criteria > email > phone > word", () => {
    const zoho = withLeads();
    const word = "Ng";
    const phone = "004930 12345".slice(2);
    const email = "smith@EXAMPLE.test";
    expect(found(zoho, { email: "smith@" })).toEqual([]);
    expect(found(zoho, { phone: "12345" })).toEqual([]);
    expect(found(zoho, { word: "rao" })).toEqual(["Rao", "Rao-Smith", "佐藤"]);
    expect(found(zoho, { word, phone })).toEqual(["Rao"]);
    expect(found(zoho, { word, phone, email })).toEqual(["Rao-Smith"]);
    expect(found(zoho, { word, phone, email, criteria: "(City:equals:zürich)" })).toEqual([
      "Burns, Jr. (US)",
    ]);
  });

  test("converted leads are hidden by default (facts 13.13)", () => {
    const zoho = withLeads();
    const lead = [...(zoho.state.records.get("Leads")?.all() ?? [])].find(
      ({ values }) => values.Last_Name === "Ng",
    );
    if (lead) lead.converted = true;
    expect(found(zoho, { word: "Partner" })).toEqual([]);
    expect(found(zoho, { word: "Partner", converted: "true" })).toEqual(["Ng"]);
    expect(found(zoho, { word: "ra", converted: "both" })).toEqual(["Rao", "Rao-Smith", "佐藤"]);
  });

  test.each([
    ["an unknown field", "(Nope:equals:x)", { api_name: "Nope", operator: "equals" }],
    ["a subform", "(Addresses:equals:xx)", { api_name: "Addresses" }],
    ["an unknown operator", "(Last_Name:like:xx)", { api_name: "Last_Name", operator: "like" }],
    ["a comparison of texts", "(Last_Name:greater_than:xx)", { operator: "greater_than" }],
    ["in on a text area", "(Description:in:xx,yy)", { operator: "in" }],
    ["starts_with on a pick-list", "(Lead_Source:starts_with:Pa)", { operator: "starts_with" }],
    ["in on a boolean", "(Newsletter:in:true,false)", { operator: "in" }],
    ["one letter", "(Last_Name:equals:R)", { api_name: "Last_Name" }],
    ["no value", "(Lead_Source:equals:)", { api_name: "Lead_Source" }],
    ["an unescaped comma", "(Last_Name:equals:Burns, Jr)", { operator: "equals" }],
    ["one bound", "(No_of_Employees:between:1)", { operator: "between" }],
    ["a word as number", "(No_of_Employees:equals:many)", { api_name: "No_of_Employees" }],
    ["a date that is none", "(Next_Visit:equals:2026-02-30)", { api_name: "Next_Visit" }],
    ["a Zulu time", "(Created_Time:equals:2026-01-01T00:00:00Z)", { api_name: "Created_Time" }],
    ["no brackets", "Last_Name:equals:Rao", {}],
  ])("%s is INVALID_QUERY with its reason", (_name, criteria, details) => {
    const query = new URLSearchParams({ criteria });
    expect(new TestSandbox().crm("GET", `/Leads/search?${query}`)).toMatchObject({
      status: 400,
      json: {
        code: "INVALID_QUERY",
        details: { reason: expect.any(String), ...details },
        status: "error",
      },
    });
  });

  test("at most 10 criteria and 100 values; 15 criteria in the variant", () => {
    const many = (count: number) =>
      `(${Array.from({ length: count }, () => "(City:equals:xx)").join("or")})`;
    const status = (criteria: string, variants = {}) =>
      new TestSandbox({}, variants).crm("GET", `/Leads/search?criteria=${criteria}`).status;
    expect(status(many(10))).toBe(204);
    expect(status(many(11))).toBe(400);
    expect(status(many(15), { searchCriteria: "15" })).toBe(204);
    const values = (count: number) => Array.from({ length: count }, () => "xx").join(",");
    expect(status(`(City:in:${values(100)})`)).toBe(204);
    expect(status(`(City:in:${values(101)})`)).toBe(400);
  });

  test("no parameter is EXPECTED_PARAM_MISSING, one character INVALID_DATA", () => {
    const zoho = withLeads();
    expect(zoho.crm("GET", "/Leads/search?fields=Last_Name")).toMatchObject({
      status: 400,
      json: { code: "EXPECTED_PARAM_MISSING" },
    });
    expect(zoho.crm("GET", "/Leads/search?word=R")).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { param_name: "word" } },
    });
    expect(zoho.crm("GET", "/Nope/search?word=Rao")).toMatchObject({
      json: { code: "INVALID_MODULE" },
    });
  });

  test("pages reach 2000 rows, then LIMIT_REACHED", () => {
    const zoho = new TestSandbox({ Leads: 2100 });
    const page = (number: number) =>
      zoho.crm("GET", `/Leads/search?criteria=(id:not_equal:1)&fields=id&page=${number}`);
    expect(getInfo(page(10))).toEqual({ per_page: 200, count: 200, page: 10, more_records: true });
    expect(page(11)).toMatchObject({ status: 400, json: { code: "LIMIT_REACHED" } });
    const ids = Array.from({ length: 10 }, (_, index) =>
      getRows(page(index + 1)).map(({ id }) => id),
    );
    expect(new Set(ids.flat()).size).toBe(2000);
    expect(zoho.crm("GET", "/Leads/search?word=xx&per_page=201").status).toBe(400);
  });

  test("needs the module's scope and securesearch (facts 1.8)", () => {
    const zoho = withLeads();
    const status = (scope: string) =>
      zoho.crm("GET", "/Leads/search?word=Rao", { token: tokenFor(zoho, scope) }).status;
    expect(status("ZohoCRM.modules.ALL")).toBe(401);
    expect(status("ZohoSearch.securesearch.READ")).toBe(401);
    expect(status("ZohoCRM.modules.leads.READ,ZohoSearch.securesearch.READ")).toBe(200);
  });

  test("costs 1 credit, in the variant 3", () => {
    const spent = (variants: Record<string, unknown>) => {
      const zoho = new TestSandbox({}, variants);
      zoho.crm("GET", "/Leads/search?word=Rao");
      return zoho.state.credits.total;
    };
    expect([spent({}), spent({ searchCredits: "3" })]).toEqual([1, 3]);
  });
});
