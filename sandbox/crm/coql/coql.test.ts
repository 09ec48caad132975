import type { JsonObject } from "../../http";
import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";

const lead = (name: string, more: JsonObject = {}): JsonObject => ({ Last_Name: name, ...more });

function names(zoho: TestSandbox, where: string, module = "Leads"): unknown[] {
  const reply = zoho.coql(`select Last_Name from ${module} where ${where}`);
  return reply.status === 204 ? [] : getRows(reply).map((row) => row.Last_Name);
}

describe("POST /coql (facts 4)", () => {
  test("rows with name and id of lookups, dotted keys, the id, and info", () => {
    const zoho = new TestSandbox();
    const account = zoho.create("Accounts", { Account_Name: "Zeta" });
    const id = zoho.create("Contacts", { Last_Name: "Boyle", Account_Name: { id: account } });
    const query =
      "select Owner, Account_Name, Account_Name.Account_Name, Last_Name as Family from Contacts where id is not null";
    expect(zoho.coql(query)).toEqual({
      status: 200,
      json: {
        data: [
          {
            Owner: { name: "Ana", id: "4876876000000327001" },
            Account_Name: { name: "Zeta", id: account },
            "Account_Name.Account_Name": "Zeta",
            Family: "Boyle",
            id,
          },
        ],
        info: { count: 1, more_records: false },
      },
    });
  });

  test("no rows are 204 without a body", () => {
    expect(new TestSandbox().coql("select id from Leads where id is not null")).toEqual({
      status: 204,
    });
  });

  test("every operator on text", () => {
    const zoho = new TestSandbox();
    for (const name of ["Rao", "Roy", "O'Brien, 100%"]) zoho.create("Leads", lead(name));
    zoho.create("Leads", lead("Ng", { Company: "Acme" }));
    expect(names(zoho, "Last_Name = 'rao'")).toEqual(["Rao"]);
    expect(names(zoho, "Last_Name != 'Rao'")).toEqual(["Roy", "O'Brien, 100%", "Ng"]);
    expect(names(zoho, "Last_Name like 'R%'")).toEqual(["Rao", "Roy"]);
    expect(names(zoho, "Last_Name like '%y'")).toEqual(["Roy"]);
    expect(names(zoho, "Last_Name like '%a%'")).toEqual(["Rao"]);
    expect(names(zoho, "Last_Name not like '%r%'")).toEqual(["Ng"]);
    expect(names(zoho, "Last_Name in ('Rao', 'Ng')")).toEqual(["Rao", "Ng"]);
    expect(names(zoho, "Last_Name not in ('Rao', 'Ng')")).toEqual(["Roy", "O'Brien, 100%"]);
    expect(names(zoho, "Last_Name = 'O\\'Brien, 100%'")).toEqual(["O'Brien, 100%"]);
    expect(names(zoho, "Company is null")).toEqual(["Rao", "Roy", "O'Brien, 100%"]);
    expect(names(zoho, "Company is not null")).toEqual(["Ng"]);
  });

  test("every operator on numbers, dates and date-times", () => {
    const zoho = new TestSandbox();
    for (const number of [1, 2, 3]) {
      zoho.create("Leads", lead(`L${number}`, { Score: number, Next_Visit: `2026-01-0${number}` }));
      zoho.clock.advance(1000);
    }
    expect(names(zoho, "Score = 2")).toEqual(["L2"]);
    expect(names(zoho, "Score != 2")).toEqual(["L1", "L3"]);
    expect(names(zoho, "Score > 2")).toEqual(["L3"]);
    expect(names(zoho, "Score >= '2'")).toEqual(["L2", "L3"]);
    expect(names(zoho, "Score < 2")).toEqual(["L1"]);
    expect(names(zoho, "Score <= 2")).toEqual(["L1", "L2"]);
    expect(names(zoho, "Score between 2 and 3")).toEqual(["L2", "L3"]);
    expect(names(zoho, "Score not between 2 and 3")).toEqual(["L1"]);
    expect(names(zoho, "Score in (1, 3)")).toEqual(["L1", "L3"]);
    expect(names(zoho, "Next_Visit > '2026-01-01'")).toEqual(["L2", "L3"]);
    const second = "'2026-01-01T04:30:01+00:00'";
    expect(names(zoho, `Modified_Time >= ${second}`)).toEqual(["L2", "L3"]);
    expect(names(zoho, `Modified_Time < ${second}`)).toEqual(["L1"]);
  });

  test("booleans, lookups, owners, multi-select picklists and ids", () => {
    const zoho = new TestSandbox();
    const contact = zoho.create("Contacts", { Last_Name: "C" });
    const more = { Newsletter: true, Referred_By: contact, Interests: ["Mobile", "Billing"] };
    const id = zoho.create("Leads", lead("Rao", more));
    zoho.create("Leads", lead("Ng"));
    expect(names(zoho, "Newsletter = 'true'")).toEqual(["Rao"]);
    expect(names(zoho, "Newsletter = false")).toEqual(["Ng"]);
    expect(names(zoho, `Referred_By = '${contact}'`)).toEqual(["Rao"]);
    expect(names(zoho, "Referred_By is null")).toEqual(["Ng"]);
    expect(names(zoho, "Owner = '4876876000000327001'")).toEqual(["Rao", "Ng"]);
    expect(names(zoho, "Interests = 'Billing;Mobile'")).toEqual(["Rao"]);
    expect(names(zoho, `id > '${id}'`)).toEqual(["Ng"]);
    expect(names(zoho, `id = ${id}`)).toEqual(["Rao"]);
    expect(names(zoho, "Referred_By.Last_Name = 'C'")).toEqual(["Rao"]);
  });

  test("two conditions need no parentheses, three do", () => {
    const zoho = new TestSandbox();
    zoho.create("Leads", lead("Rao", { Company: "A", Score: 1 }));
    zoho.create("Leads", lead("Roy", { Company: "B", Score: 2 }));
    expect(names(zoho, "Company = 'A' or Company = 'B'")).toEqual(["Rao", "Roy"]);
    expect(names(zoho, "((Company = 'A' or Company = 'B') and Score > 1)")).toEqual(["Roy"]);
    expect(names(zoho, "(Company = 'A') or (Company = 'B' and Score = 1)")).toEqual(["Rao"]);
    const three = "Company = 'A' or Company = 'B' and Score > 1";
    expect(zoho.coql(`select id from Leads where ${three}`)).toMatchObject({
      status: 400,
      json: { code: "SYNTAX_ERROR", details: { near: "and", line: 1 } },
    });
  });

  test("several sort columns, limit and offset in both notations, by default sorted by id", () => {
    const zoho = new TestSandbox();
    for (const [name, score] of [
      ["A", 2],
      ["B", 1],
      ["C", 2],
      ["D", 1],
    ] as const) {
      zoho.create("Leads", lead(name, { Score: score }));
    }
    const run = (tail: string) =>
      getRows(zoho.coql(`select Last_Name from Leads where id is not null ${tail}`))
        .map((row) => row.Last_Name)
        .join("");
    expect(run("")).toBe("ABCD");
    expect(run("order by Score asc, Last_Name desc")).toBe("DBCA");
    expect(run("order by id desc LIMIT 2")).toBe("DC");
    expect(run("limit 1, 2")).toBe("BC");
    expect(run("limit 2 offset 1")).toBe("BC");
    const page = zoho.coql("select id from Leads where id is not null limit 3");
    expect(getInfo(page)).toEqual({ count: 3, more_records: true });
  });

  test("the result includes converted leads", () => {
    const zoho = new TestSandbox({ Leads: 1 });
    const module = zoho.state.modules.get("Leads");
    for (const record of module ? zoho.state.store(module).all() : []) record.converted = true;
    expect(getRows(zoho.coql("select Converted__s from Leads where id is not null"))).toMatchObject(
      [{ Converted__s: true }],
    );
    expect(names(zoho, "Converted__s = 'false'")).toEqual([]);
  });

  test.each([
    ["select id from Leads", "SYNTAX_ERROR", { clause: "where" }],
    ["select id", "SYNTAX_ERROR", { clause: "from" }],
    ["select from Leads where id = 1", "SYNTAX_ERROR", { near: "Leads", line: 1, column: 13 }],
    ["select id frm Leads where id = 1", "SYNTAX_ERROR", { near: "frm", line: 1, column: 11 }],
    ["select id from Leads\nwhere id ~ 1", "SYNTAX_ERROR", { near: "~", line: 2, column: 10 }],
    ["select id from Leads where Last_Name = 'x", "SYNTAX_ERROR", { near: "'x" }],
    ["select Foo from Leads where id = 1", "INVALID_QUERY", { column_name: "Foo" }],
    ["select id from Leads where Foo = 1", "INVALID_QUERY", { column_name: "Foo" }],
    ["select id from Leads where Score = 'x'", "INVALID_QUERY", { expected_data_type: "double" }],
    ["select id from Leads where Description = 'x'", "INVALID_QUERY", { data_type: "textarea" }],
    ["select Addresses from Leads where id = 1", "INVALID_QUERY", { data_type: "subform" }],
    ["select id from Leads where Newsletter > 'true'", "INVALID_QUERY", { operator: ">" }],
    [
      "select id from Leads where Last_Name not like 'x%'",
      "INVALID_QUERY",
      { operator: "not like" },
    ],
    [
      "select id from Leads where Modified_Time > '2026-01-01T10:00:00.000+05:30'",
      "INVALID_QUERY",
      { column_name: "Modified_Time", expected_data_type: "datetime" },
    ],
    ["select id from Nowhere where id = 1", "INVALID_MODULE", { module: "Nowhere" }],
    [
      "select id from Leads where id = 1 limit 2001",
      "LIMIT_EXCEEDED",
      { by: "limit", limit: 2000 },
    ],
    [
      "select id from Leads where id = 1 limit 200 offset 99801",
      "LIMIT_EXCEEDED",
      { by: "offset", limit: 100_000 },
    ],
    [
      "select Last_Name, Last_Name from Leads where id = 1",
      "DUPLICATE_DATA",
      { column_name: "Last_Name" },
    ],
    [
      "select Last_Name as a, Email as a from Leads where id = 1",
      "DUPLICATE_ALIAS",
      { alias: "a" },
    ],
    ["select Last_Name as '1 a' from Leads where id = 1", "INVALID_ALIAS", { alias: "1 a" }],
    [
      `select id from Leads where id in (${Array.from({ length: 51 }, (_, i) => i + 1).join(",")})`,
      "LIMIT_EXCEEDED",
      { by: "in", limit: 50 },
    ],
  ])("%s: %s", (query, code, details) => {
    expect(new TestSandbox({ Leads: 1, Contacts: 1 }).coql(query)).toMatchObject({
      status: 400,
      json: { code, details, status: "error" },
    });
  });

  test("credits depend on LIMIT: 1 up to 200, 2 up to 1000, 3 above", () => {
    const zoho = new TestSandbox();
    const cost = (limit: number) => {
      const before = zoho.state.credits.total;
      zoho.coql(`select id from Leads where id is not null limit ${limit}`);
      return zoho.state.credits.total - before;
    };
    expect([200, 201, 1000, 1001, 2000].map(cost)).toEqual([1, 2, 2, 3, 3]);
  });

  test("GET is INVALID_REQUEST_METHOD", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", "/coql")).toMatchObject({
      status: 400,
      json: { code: "INVALID_REQUEST_METHOD" },
    });
  });

  test("other limits are variants", () => {
    const zoho = new TestSandbox({}, { coqlRows: "200", coqlDuplicateStatus: "401" });
    expect(zoho.coql("select id from Leads where id = 1 limit 201").status).toBe(400);
    expect(zoho.coql("select id, id from Leads where id = 1").status).toBe(401);
  });

  test.each([
    ["500", "50", 200],
    ["50", "50", 400],
    ["50", "100", 400],
  ] as const)(
    "%s columns and %s values of in: a column more is %i",
    (coqlColumns, coqlInValues, status) => {
      const zoho = new TestSandbox({}, { coqlColumns, coqlInValues });
      const texts = zoho.state.modules.get("Leads")?.fields ?? [];
      const plain = [
        "text",
        "email",
        "phone",
        "picklist",
        "integer",
        "currency",
        "boolean",
        "date",
      ];
      const columns = texts.filter(({ dataType }) => plain.includes(dataType)).slice(0, 51);
      const list = columns.map(({ apiName }) => apiName).join(", ");
      const many = zoho.coql(`select ${list} from Leads where id is not null`).status;
      expect([columns.length, many === 204 ? 200 : many]).toEqual([51, status]);
      const ids = Array.from({ length: 51 }, (_, index) => index + 1).join(", ");
      const within = zoho.coql(`select id from Leads where id in (${ids})`).status;
      expect(within).toBe(coqlInValues === "100" ? 204 : 400);
    },
  );
});
