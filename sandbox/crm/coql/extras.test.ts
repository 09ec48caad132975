import type { JsonObject } from "../../http";
import { getRows, TestSandbox } from "../../testSupport/calls";

const QUERY = "select Last_Name, Account_Name.Industry, id from Contacts where id is not null";

const withMeta = (zoho: TestSandbox, include_meta: unknown, token?: string) =>
  zoho.crm("POST", "/coql", {
    body: { select_query: QUERY, include_meta },
    token,
  });

/** An access token with these scopes. */
function tokenFor(zoho: TestSandbox, scope: string): string {
  const reply = zoho.accounts("POST", "/oauth/v2/token", {
    grant_type: "client_credentials",
    client_id: "1000.SELFCLIENT",
    client_secret: "self-secret",
    soid: "ZohoCRM.708850000",
    scope,
  });
  return String((reply.json as JsonObject).access_token);
}

describe("include_meta (facts 4, 1.8)", () => {
  test("adds the fields of the columns, as in /settings/fields", () => {
    const zoho = new TestSandbox({ Contacts: 1 });
    const getField = (module: string, name: string) =>
      getRows(zoho.crm("GET", `/settings/fields?module=${module}`), "fields").find(
        (field) => field.api_name === name,
      );
    const fields = getRows(withMeta(zoho, ["fields"]), "fields");
    expect(fields).toEqual([getField("Contacts", "Last_Name"), getField("Accounts", "Industry")]);
    expect(withMeta(zoho, []).json).not.toHaveProperty("fields");
  });

  test("also needs settings.fields.READ", () => {
    const zoho = new TestSandbox({ Contacts: 1 });
    const scopes = "ZohoCRM.coql.READ,ZohoCRM.modules.READ";
    expect(withMeta(zoho, ["fields"], tokenFor(zoho, scopes))).toMatchObject({
      status: 401,
      json: { code: "OAUTH_SCOPE_MISMATCH" },
    });
    const enough = tokenFor(zoho, `${scopes},ZohoCRM.settings.fields.READ`);
    expect(withMeta(zoho, ["fields"], enough).status).toBe(200);
  });

  test("has no effect without rows, and accepts only fields", () => {
    expect(withMeta(new TestSandbox(), ["fields"])).toEqual({ status: 204 });
    for (const wrong of ["fields", ["layouts"]]) {
      expect(withMeta(new TestSandbox(), wrong)).toMatchObject({
        status: 400,
        json: { code: "INVALID_DATA", details: { api_name: "include_meta" } },
      });
    }
  });
});

describe("symbols next to the module's name (facts 4)", () => {
  test("! before it changes nothing", () => {
    const zoho = new TestSandbox({ Leads: 2 });
    expect(zoho.coql("select id from !Leads where id is not null")).toEqual(
      zoho.coql("select id from Leads where id is not null"),
    );
  });

  test("#cvid after it reads a custom view, in aggregates too", () => {
    const zoho = new TestSandbox({ Leads: 3 });
    zoho.clock.advance(8 * 24 * 60 * 60 * 1000);
    const fresh = zoho.create("Leads", { Last_Name: "New", Owner: { id: "4876876000000327002" } });
    const views = zoho.state.modules.get("Leads")?.customViews ?? [];
    const [all, mine, recent] = views.map(({ id }) => id);
    const ids = (view?: string) =>
      getRows(zoho.coql(`select id from Leads#${view} where id is not null`)).map((row) => row.id);
    expect(ids(all)).toHaveLength(4);
    expect(ids(mine)).not.toContain(fresh);
    expect(ids(recent)).toEqual([fresh]);
    const count = zoho.coql(`select COUNT(id) as n from Leads#${recent} where id is not null`);
    expect(getRows(count)).toEqual([{ n: 1 }]);
  });

  test("an unknown view is an invalid value", () => {
    expect(new TestSandbox().coql("select id from Leads#1 where id is not null")).toMatchObject({
      status: 400,
      json: { code: "INVALID_QUERY", details: { column_name: "cvid" } },
    });
  });
});
