import { getFirst, TestSandbox } from "../../testSupport/calls";

const UNKNOWN = "4876876000009999999";

describe("GET /{module}/{id} (facts 3.2)", () => {
  test("returns all fields, subforms, Tag and $ keys by default", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", {
      Last_Name: "Rao",
      First_Name: "Ana",
      Tag: [{ name: "Hot" }],
      Addresses: [{ Town: "Zürich", Is_Main: true }],
      Annual_Revenue: 1000,
      No_of_Employees: 3,
    });
    const record = getFirst(zoho.crm("GET", `/Leads/${id}`));
    expect(record).toMatchObject({
      id,
      Full_Name: "Ana Rao",
      Company: null,
      Newsletter: false,
      Tag: [{ name: "Hot" }],
      Addresses: [{ Town: "Zürich", Is_Main: true, Label: null }],
      Revenue_per_Employee: 333.33,
      Lead_Number: "LE-000001",
      Created_Time: "2026-01-01T10:00:00+05:30",
      $approval_state: "approved",
      $converted: false,
    });
    expect(record).toHaveProperty("$has_more.Addresses", false);
  });

  test("returns only the named fields and the id", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    expect(zoho.crm("GET", `/Leads/${id}?fields=Last_Name`).json).toEqual({
      data: [{ Last_Name: "Rao", id }],
    });
  });

  test("an unknown id is 204, in the variant 400", () => {
    expect(new TestSandbox().crm("GET", `/Leads/${UNKNOWN}`)).toEqual({ status: 204 });
    const strict = new TestSandbox({}, { unknownRecord: "400" });
    expect(strict.crm("GET", `/Leads/${UNKNOWN}`)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", message: "the id given seems to be invalid" },
    });
  });

  test("a malformed id and an unknown module are 400", () => {
    const zoho = new TestSandbox();
    expect(zoho.crm("GET", "/Leads/abc")).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", details: { resource_path_index: 1 } },
    });
    expect(zoho.crm("GET", `/leads/${UNKNOWN}`)).toMatchObject({
      status: 400,
      json: { code: "INVALID_MODULE", details: { resource_path_index: 0 } },
    });
  });

  test("lookups are name and id", () => {
    const zoho = new TestSandbox();
    const account = zoho.create("Accounts", { Account_Name: "Acme" });
    const id = zoho.create("Contacts", { Last_Name: "Rao", Account_Name: { id: account } });
    expect(getFirst(zoho.crm("GET", `/Contacts/${id}`)).Account_Name).toEqual({
      name: "Acme",
      id: account,
    });
  });

  test("If-Modified-Since: 304 for an unchanged record", () => {
    const zoho = new TestSandbox();
    const id = zoho.create("Leads", { Last_Name: "Rao" });
    const headers = { "if-modified-since": "2026-01-01T10:00:00+05:30" };
    expect(zoho.crm("GET", `/Leads/${id}`, { headers })).toEqual({ status: 304 });
  });
});
