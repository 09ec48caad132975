import type { JsonObject } from "../../http";
import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";

const FROM = "from Deals where id is not null";

/** Five deals in three stages, one without an amount. */
function deals(): TestSandbox {
  const zoho = new TestSandbox();
  const add = (stage: string, amount: number | null, date: string) =>
    zoho.create("Deals", {
      Deal_Name: `D ${date}`,
      Stage: stage,
      Amount: amount,
      Probability: 10,
      Closing_Date: date,
    });
  add("Closed Won", 0.1, "2026-02-01");
  add("Qualification", 40, "2026-01-05");
  add("Closed Won", 0.2, "2026-03-01");
  add("Closed Lost", null, "2026-01-01");
  add("Qualification", 10, "2026-01-09");
  return zoho;
}

const rows = (zoho: TestSandbox, query: string): JsonObject[] => getRows(zoho.coql(query));

describe("aggregates (facts 4)", () => {
  test("SUM MIN MAX AVG COUNT of all matches are one row, keyed by their text", () => {
    expect(
      deals().coql(
        `select SUM(Amount), MIN( Amount ), MAX(Closing_Date), AVG(Amount), COUNT(id) ${FROM}`,
      ),
    ).toEqual({
      status: 200,
      json: {
        data: [
          {
            "SUM(Amount)": 50.3,
            "MIN(Amount)": 0.1,
            "MAX(Closing_Date)": "2026-03-01",
            "AVG(Amount)": 12.575,
            "COUNT(id)": 5,
          },
        ],
        info: { count: 1, more_records: false },
      },
    });
  });

  test("an alias is the key; empty values do not count", () => {
    expect(rows(deals(), `select COUNT(Amount) as n, AVG(Probability) as 'p' ${FROM}`)).toEqual([
      { n: 4, p: 10 },
    ]);
  });

  test("MIN and MAX of times are times, of formulas numbers", () => {
    const query = `select MIN(Created_Time), MAX(Expected_Revenue) ${FROM}`;
    expect(rows(deals(), query)).toEqual([
      { "MIN(Created_Time)": "2026-01-01T10:00:00+05:30", "MAX(Expected_Revenue)": 4 },
    ]);
  });

  test("long integers are summed exactly, as text (facts 13.22)", () => {
    const zoho = new TestSandbox();
    for (const number of ["900000000000000001", "2"]) {
      zoho.create("Leads", { Last_Name: "L", Legacy_Number: number });
    }
    const query = "select SUM(Legacy_Number) as s, MAX(Legacy_Number) as m from Leads";
    expect(rows(zoho, `${query} where id is not null`)).toEqual([
      { s: "900000000000000003", m: "900000000000000001" },
    ]);
  });

  test("without records there is one row, and with GROUP BY 204", () => {
    const zoho = deals();
    const where = "from Deals where Amount > 1000";
    expect(rows(zoho, `select COUNT(id), SUM(Amount) ${where}`)).toEqual([
      { "COUNT(id)": 0, "SUM(Amount)": null },
    ]);
    expect(zoho.coql(`select COUNT(id), Stage ${where} group by Stage`)).toEqual({ status: 204 });
  });
});

describe("GROUP BY (facts 4)", () => {
  test("has a row per group, in the order of the groups' first records", () => {
    expect(rows(deals(), `select Stage, COUNT(id), SUM(Amount) ${FROM} group by Stage`)).toEqual([
      { Stage: "Closed Won", "COUNT(id)": 2, "SUM(Amount)": 0.3 },
      { Stage: "Qualification", "COUNT(id)": 2, "SUM(Amount)": 50 },
      { Stage: "Closed Lost", "COUNT(id)": 1, "SUM(Amount)": null },
    ]);
  });

  test("sorts by an aggregate, an alias and a grouped column, with limit and offset", () => {
    const zoho = deals();
    const stages = (tail: string) =>
      rows(zoho, `select Stage, SUM(Amount) as total ${FROM} group by Stage ${tail}`)
        .map((row) => String(row.Stage).replace(/[a-z ]/g, ""))
        .join(" ");
    expect(stages("order by total desc")).toBe("Q CW CL");
    expect(stages("order by SUM(Amount)")).toBe("CL CW Q");
    expect(stages("order by COUNT(id) desc, Stage desc")).toBe("Q CW CL");
    expect(stages("order by Stage limit 1 offset 1")).toBe("CW");
    const page = zoho.coql(`select Stage ${FROM} group by Stage limit 2`);
    expect(getInfo(page)).toEqual({ count: 2, more_records: true });
  });

  test("groups by several columns, across a lookup; empty values are a group", () => {
    const zoho = new TestSandbox();
    const account = zoho.create("Accounts", { Account_Name: "Zeta", Industry: "ERP" });
    for (const more of [{ Account_Name: account }, {}, { Account_Name: account }]) {
      zoho.create("Contacts", { Last_Name: "C", ...more });
    }
    const query =
      "select Account_Name.Industry, Account_Name, COUNT(id) as n from Contacts where id is not null group by Account_Name.Industry, Account_Name";
    expect(rows(zoho, query)).toEqual([
      { "Account_Name.Industry": "ERP", Account_Name: { name: "Zeta", id: account }, n: 2 },
      { "Account_Name.Industry": null, Account_Name: null, n: 1 },
    ]);
  });
});

test.each([
  [`select Stage, COUNT(id) ${FROM}`, "INVALID_QUERY", { column_name: "Stage" }],
  [`select COUNT(id) ${FROM} order by id`, "INVALID_QUERY", { column_name: "id" }],
  [`select Deal_Name ${FROM} group by Stage`, "INVALID_QUERY", { column_name: "Deal_Name" }],
  [`select SUM(Foo) ${FROM}`, "INVALID_QUERY", { column_name: "Foo", module: "Deals" }],
  [`select COUNT(id) ${FROM} group by Foo`, "INVALID_QUERY", { column_name: "Foo" }],
  [`select SUM(Stage) ${FROM}`, "INVALID_QUERY", { column_name: "Stage", data_type: "picklist" }],
  [`select SUM(Closing_Date) ${FROM}`, "INVALID_QUERY", { data_type: "date" }],
  [`select MAX(Deal_Name) ${FROM}`, "INVALID_QUERY", { data_type: "text" }],
  [`select COUNT(id) ${FROM} group by Description`, "INVALID_QUERY", { data_type: "textarea" }],
  [`select sum(Amount) ${FROM}`, "SYNTAX_ERROR", { near: "sum", line: 1, column: 8 }],
  [`select MEDIAN(Amount) ${FROM}`, "SYNTAX_ERROR", { near: "MEDIAN", column: 8 }],
  [`select SUM(Amount ${FROM}`, "SYNTAX_ERROR", { near: "from" }],
  [`select id ${FROM} group Stage`, "SYNTAX_ERROR", { near: "group" }],
  [`select SUM(Amount), SUM(Amount) ${FROM}`, "DUPLICATE_DATA", { column_name: "SUM(Amount)" }],
  [`select SUM(Amount) as n, COUNT(id) as n ${FROM}`, "DUPLICATE_ALIAS", { alias: "n" }],
  [`select SUM(Amount) as '1n' ${FROM}`, "INVALID_ALIAS", { alias: "1n" }],
  [
    `select SUM(Amount), AVG(Amount), MIN(Amount), MAX(Amount), COUNT(id), COUNT(Amount) ${FROM}`,
    "LIMIT_EXCEEDED",
    { by: "aggregate", limit: 5 },
  ],
  [
    `select COUNT(id) ${FROM} group by Stage, Type, Pipeline, Lead_Source, Owner`,
    "LIMIT_EXCEEDED",
    { by: "group by", limit: 4 },
  ],
  [
    `select id ${FROM} order by ${"Stage, ".repeat(10)}id`,
    "LIMIT_EXCEEDED",
    { by: "order by", limit: 10 },
  ],
])("%s: %s (facts 4)", (query, code, details) => {
  expect(deals().coql(query)).toMatchObject({
    status: 400,
    json: { code, details, status: "error" },
  });
});
