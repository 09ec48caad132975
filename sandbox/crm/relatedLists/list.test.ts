import { getInfo, getRows, TestSandbox } from "../../testSupport/calls";

const UNKNOWN = "4876876000009999999";

function withAccount() {
  const zoho = new TestSandbox();
  const account = zoho.create("Accounts", { Account_Name: "Acme" });
  const other = zoho.create("Accounts", { Account_Name: "Other" });
  const contacts = ["Rao", "Müller (US)", "佐藤"].map((Last_Name) =>
    zoho.create("Contacts", { Last_Name, Account_Name: { id: account } }),
  );
  zoho.create("Contacts", { Last_Name: "Elsewhere", Account_Name: { id: other } });
  return { zoho, account, contacts };
}

describe("GET /{module}/{id}/{related_list} (facts 3.10)", () => {
  test("the records whose lookup refers to this one, as list rows", () => {
    const { zoho, account, contacts } = withAccount();
    const reply = zoho.crm("GET", `/Accounts/${account}/Contacts?fields=Last_Name,Account_Name`);
    const lookup = { name: "Acme", id: account };
    expect(reply).toEqual({
      status: 200,
      json: {
        data: [
          { Last_Name: "佐藤", Account_Name: lookup, id: contacts[2] },
          { Last_Name: "Müller (US)", Account_Name: lookup, id: contacts[1] },
          { Last_Name: "Rao", Account_Name: lookup, id: contacts[0] },
        ],
        info: {
          per_page: 200,
          next_page_token: null,
          count: 3,
          page: 1,
          previous_page_token: null,
          page_token_expiry: null,
          more_records: false,
        },
      },
    });
  });

  test("notes and activities of a record, each in its own list (facts 6, 13.11)", () => {
    const zoho = new TestSandbox();
    const lead = zoho.create("Leads", { Last_Name: "Rao" });
    const twin = zoho.create("Contacts", { Last_Name: "Rao" });
    const parent = (id: string, api_name: string) => ({ Parent_Id: { module: { api_name }, id } });
    const note = { Note_Title: 'T "1"', Note_Content: "C" };
    const ofLead = zoho.create("Notes", { ...note, ...parent(lead, "Leads") });
    zoho.create("Notes", { ...note, ...parent(twin, "Contacts") });
    const task = zoho.create("Tasks", { Subject: "S", What_Id: { id: lead }, $se_module: "Leads" });
    const call = zoho.create("Tasks", { Subject: "W", Who_Id: { id: twin } });
    const ids = (url: string) => getRows(zoho.crm("GET", `${url}?fields=id`)).map(({ id }) => id);
    expect(ids(`/Leads/${lead}/Notes`)).toEqual([ofLead]);
    expect(ids(`/Leads/${lead}/Tasks`)).toEqual([task]);
    expect(ids(`/Contacts/${twin}/Tasks`)).toEqual([call]);
    expect(zoho.crm("GET", `/Leads/${lead}/Calls?fields=id`)).toEqual({ status: 204 });
  });

  test("pages by number and by token", () => {
    const { zoho, account, contacts } = withAccount();
    const page = (query: string) =>
      zoho.crm("GET", `/Accounts/${account}/Contacts?fields=id&per_page=2${query}`);
    const first = page("");
    expect(getInfo(first)).toMatchObject({ count: 2, more_records: true });
    const second = page(`&page_token=${getInfo(first).next_page_token}`);
    const ids = [first, second].flatMap((reply) => getRows(reply).map(({ id }) => id));
    expect(ids).toEqual([...contacts].reverse());
    expect(getRows(page("&page=2"))).toEqual(getRows(second));
    expect(page("&page=3").status).toBe(204);
    const whole = zoho.crm("GET", `/Accounts/${account}/Contacts?fields=id&per_page=3`);
    expect(getInfo(whole)).toMatchObject({ more_records: false, next_page_token: null });
  });

  test("fields are mandatory; an unknown list and a malformed id are 400", () => {
    const { zoho, account } = withAccount();
    expect(zoho.crm("GET", `/Accounts/${account}/Contacts`)).toMatchObject({
      status: 400,
      json: { code: "REQUIRED_PARAM_MISSING", details: { param_name: "fields" } },
    });
    for (const list of ["contacts", "Nope", "Accounts"]) {
      expect(zoho.crm("GET", `/Accounts/${account}/${list}?fields=id`)).toMatchObject({
        status: 400,
        json: {
          code: "INVALID_DATA",
          message: "The relation name given seems to be invalid",
          details: { resource_path_index: 2 },
        },
      });
    }
    expect(zoho.crm("GET", "/Accounts/abc/Contacts?fields=id").status).toBe(400);
    expect(zoho.crm("GET", `/Accounts/${account}/Emails?fields=id`).status).toBe(501);
  });

  test("an unknown record is 204, in the variant 400", () => {
    const url = `/Accounts/${UNKNOWN}/Contacts?fields=id`;
    expect(new TestSandbox().crm("GET", url)).toEqual({ status: 204 });
    expect(new TestSandbox({}, { unknownRecord: "400" }).crm("GET", url)).toMatchObject({
      status: 400,
      json: { code: "INVALID_DATA", message: "the related id given seems to be invalid" },
    });
  });

  test("If-Modified-Since omits older rows", () => {
    const { zoho, account } = withAccount();
    const since = (time: string) =>
      zoho.crm("GET", `/Accounts/${account}/Contacts?fields=id`, {
        headers: { "if-modified-since": time },
      });
    expect(since("2026-01-01T10:00:00+05:30")).toEqual({ status: 304 });
    expect(getRows(since("2026-01-01T09:59:59+05:30"))).toHaveLength(3);
  });
});
