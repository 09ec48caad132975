import type { JsonObject } from "../../http";
import { getFirst, getRows, TestSandbox } from "../../testSupport/calls";

/** Three contacts: of a subsidiary, of its parent, without account. */
function contacts(): { zoho: TestSandbox; parent: string; child: string } {
  const zoho = new TestSandbox();
  const parent = zoho.create("Accounts", { Account_Name: "Omega" });
  const child = zoho.create("Accounts", { Account_Name: "Beta", Parent_Account: { id: parent } });
  zoho.create("Contacts", { Last_Name: "Ng", Account_Name: { id: child } });
  zoho.create("Contacts", { Last_Name: "Rao", Account_Name: { id: parent } });
  zoho.create("Contacts", { Last_Name: "Roy" });
  return { zoho, parent, child };
}

const names = (zoho: TestSandbox, tail: string): unknown[] =>
  getRows(zoho.coql(`select Last_Name from Contacts where ${tail}`)).map((row) => row.Last_Name);

describe("joins by lookup dots (facts 4)", () => {
  test("two hops in SELECT: keys are the paths; empty lookups yield null", () => {
    const { zoho, parent } = contacts();
    const query =
      "select Account_Name.Parent_Account.Account_Name, Account_Name.Parent_Account, Account_Name.Account_Name as account from Contacts where id is not null";
    expect(getRows(zoho.coql(query)).map(({ id, ...row }): JsonObject => row)).toEqual([
      {
        "Account_Name.Parent_Account.Account_Name": "Omega",
        "Account_Name.Parent_Account": { name: "Omega", id: parent },
        account: "Beta",
      },
      {
        "Account_Name.Parent_Account.Account_Name": null,
        "Account_Name.Parent_Account": null,
        account: "Omega",
      },
      {
        "Account_Name.Parent_Account.Account_Name": null,
        "Account_Name.Parent_Account": null,
        account: null,
      },
    ]);
  });

  test("two hops in WHERE and ORDER BY, and ORDER BY an alias of one", () => {
    const { zoho, parent } = contacts();
    const deep = "Account_Name.Parent_Account";
    expect(names(zoho, `${deep}.Account_Name like 'Om%'`)).toEqual(["Ng"]);
    expect(names(zoho, `${deep} = '${parent}'`)).toEqual(["Ng"]);
    expect(names(zoho, `${deep}.Account_Name is null`)).toEqual(["Rao", "Roy"]);
    expect(
      names(zoho, `id is not null order by ${deep}.Account_Name desc, Last_Name desc`),
    ).toEqual(["Ng", "Roy", "Rao"]);
    const aliased =
      "select Last_Name, Account_Name.Account_Name as account from Contacts where id is not null order by account";
    expect(getRows(zoho.coql(aliased)).map((row) => row.Last_Name)).toEqual(["Roy", "Ng", "Rao"]);
  });

  test("a lookup of a deleted record yields null", () => {
    const { zoho, child } = contacts();
    zoho.crm("DELETE", `/Accounts/${child}`);
    expect(names(zoho, "Account_Name.Account_Name is null")).toEqual(["Ng", "Roy"]);
  });

  test("polymorphic lookups are quoted and name their module, in every clause", () => {
    const zoho = new TestSandbox();
    const contact = zoho.create("Contacts", { Last_Name: "Boyle" });
    const lead = zoho.create("Leads", { Last_Name: "Rao", Referred_By: { id: contact } });
    const account = zoho.create("Accounts", { Account_Name: "Zeta" });
    zoho.create("Tasks", { Subject: "L", What_Id: { id: lead }, $se_module: "Leads" });
    zoho.create("Tasks", { Subject: "A", What_Id: { id: account }, $se_module: "Accounts" });
    const query = (tail: string) =>
      `select Subject, 'What_Id->Leads.Last_Name', 'What_Id->Leads.Referred_By.Last_Name' as 'by', What_Id from Tasks where ${tail}`;
    expect(getFirst(zoho.coql(query("'What_Id->Leads.Last_Name' = 'Rao'")))).toMatchObject({
      "What_Id->Leads.Last_Name": "Rao",
      by: "Boyle",
      What_Id: { id: lead },
    });
    const ordered = zoho.coql(query("id is not null order by 'What_Id->Leads.Last_Name'"));
    expect(getRows(ordered).map((row) => row.Subject)).toEqual(["A", "L"]);
  });
});

describe("limits and errors of joins (facts 4)", () => {
  const people = ["Leads", "Contacts", "Accounts", "Deals", "Vendors", "Campaigns", "Cases"];
  const orders = ["Quotes", "Sales_Orders", "Purchase_Orders", "Invoices", "Price_Books"];
  const paths = [...people, ...orders, "Products", "Tasks", "Events", "Calls"].map(
    (module) => `'What_Id->${module}.id'`,
  );
  const chain = (names: readonly string[]): string =>
    names.reduce((text, name) => (text ? `(${text} or ${name} is null)` : `${name} is null`), "");

  test.each([
    [
      "select Account_Name.Parent_Account.Parent_Account.Account_Name from Contacts where id = 1",
      "LIMIT_EXCEEDED",
      { by: "joins", limit: 2 },
    ],
    [
      `select ${paths.join(", ")} from Tasks where id = 1`,
      "LIMIT_EXCEEDED",
      { by: "joins", limit: 15 },
    ],
    [
      `select id from Tasks where ${chain(paths.slice(0, 6))}`,
      "LIMIT_EXCEEDED",
      { by: "joins", limit: 5 },
    ],
    [
      `select id from Tasks where ${chain(paths.slice(0, 3))} order by ${paths.slice(3, 6).join(", ")}`,
      "LIMIT_EXCEEDED",
      { by: "joins", limit: 5 },
    ],
    [
      "select Account_Name.Foo from Contacts where id = 1",
      "INVALID_QUERY",
      { column_name: "Account_Name.Foo", module: "Accounts" },
    ],
    [
      "select id from Contacts where Last_Name.Foo = 1",
      "INVALID_QUERY",
      { column_name: "Last_Name.Foo", module: "Contacts" },
    ],
    [
      "select id from Contacts where id = 1 order by Account_Name.Foo",
      "INVALID_QUERY",
      { column_name: "Account_Name.Foo" },
    ],
    ["select What_Id.Last_Name from Tasks where id = 1", "INVALID_QUERY", { module: "Tasks" }],
    ["select 'What_Id->Nope.id' from Tasks where id = 1", "INVALID_QUERY", { module: "Tasks" }],
    ["select 'Who_Id->Contacts.id' from Tasks where id = 1", "INVALID_QUERY", { module: "Tasks" }],
    ["select 'Parent_Id->Leads.id' from Notes where id = 1", "INVALID_QUERY", { module: "Notes" }],
  ])("%s: %s", (query, code, details) => {
    expect(new TestSandbox().coql(query)).toMatchObject({
      status: 400,
      json: { code, details, status: "error" },
    });
  });

  test("are accepted up to the limits; a lookup used twice is one join", () => {
    const zoho = new TestSandbox({ Tasks: 1 });
    const shown = paths.slice(0, 15).join(", ");
    expect(zoho.coql(`select ${shown} from Tasks where id is not null`).status).toBe(200);
    const five = chain([...paths.slice(0, 5), "'What_Id->Leads.Last_Name'"]);
    expect(zoho.coql(`select ${shown} from Tasks where ${five}`)).toMatchObject({ status: 200 });
  });
});
