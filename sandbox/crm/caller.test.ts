import { getFirst, TestSandbox } from "../testSupport/calls";
import { signIn } from "../testSupport/signIn";

describe("tokens at the API (facts 1.1, 2.3)", () => {
  test("are valid for an hour, and revoked with their refresh token", () => {
    const zoho = new TestSandbox();
    const { access_token: token, refresh_token: parent } = signIn(zoho);
    const read = () => zoho.crm("GET", "/org", { token: String(token) });
    expect(read().status).toBe(200);
    expect(zoho.accounts("POST", "/oauth/v2/token/revoke", { token: String(parent) })).toEqual({
      status: 200,
      json: { status: "success" },
    });
    expect(read()).toEqual({
      status: 401,
      headers: {},
      json: {
        code: "INVALID_TOKEN",
        details: {},
        message: "invalid oauth token",
        status: "error",
      },
    });
    const second = signIn(zoho, { prompt: "consent" });
    zoho.clock.advance(3_600_000 + 1);
    expect(zoho.crm("GET", "/org", { token: String(second.access_token) }).status).toBe(401);
  });

  test("are valid only at the host of their data center and environment", () => {
    const zoho = new TestSandbox();
    const token = String(signIn(zoho, {}, "accounts.zohocloud.ca").access_token);
    const status = (host: string) => zoho.crm("GET", "/org", { token, host }).status;
    expect(status("www.zohoapis.ca")).toBe(200);
    expect(status("127.0.0.1:8080")).toBe(200);
    expect(status("www.zohoapis.com")).toBe(401);
    expect(status("sandbox.zohoapis.ca")).toBe(401);
  });

  test("the token 'sandbox' works at every host", () => {
    const zoho = new TestSandbox();
    for (const host of ["www.zohoapis.com", "developer.zohoapis.ae", "localhost"]) {
      expect(zoho.crm("GET", "/org", { host }).status).toBe(200);
    }
  });

  test("other users have their own tokens; their writes carry their names (facts 3.3)", () => {
    const zoho = new TestSandbox();
    const body = { data: [{ Last_Name: "Rao" }] };
    const created = zoho.crm("POST", "/Leads", { body, token: "sandbox-chiyo" });
    const { id, ...details } = Object(getFirst(created).details);
    const chiyo = { name: "Chiyo Tanaka", id: zoho.state.users[2]?.id };
    expect(details).toMatchObject({ Created_By: chiyo, Modified_By: chiyo });
    zoho.crm("PUT", `/Leads/${id}`, { body, token: "sandbox-boyle" });
    expect(getFirst(zoho.crm("GET", `/Leads/${id}`))).toMatchObject({
      Created_By: chiyo,
      Owner: chiyo,
      Modified_By: { name: "Boyle O'Neil" },
    });
    for (const token of ["sandbox-dmitri", "sandbox-nobody", "sandbox-"]) {
      expect(zoho.crm("GET", "/org", { token })).toMatchObject({ json: { code: "INVALID_TOKEN" } });
    }
  });

  test("a missing or malformed header is AUTHENTICATION_FAILURE; Bearer in a variant", () => {
    const zoho = new TestSandbox();
    const call = (authorization: string, box = zoho) =>
      box.crm("GET", "/org", { headers: { authorization } });
    expect(call("")).toMatchObject({ status: 401, json: { code: "AUTHENTICATION_FAILURE" } });
    expect(call("sandbox").status).toBe(401);
    expect(call("Bearer sandbox").status).toBe(200);
    const strict = new TestSandbox({}, { bearerScheme: "rejected" });
    expect(call("Bearer sandbox", strict).status).toBe(401);
  });

  test("scopes are enforced by operation and module, comma- or space-separated (facts 1.8)", () => {
    const zoho = new TestSandbox({ Leads: 1, Contacts: 1, Subscriptions: 1 });
    const status = (scope: string, method: string, url: string, body?: unknown) => {
      const { access_token: token } = signIn(zoho, { scope, prompt: "consent" });
      return zoho.crm(method, url, { token: String(token), body }).status;
    };
    const leads = "/Leads?fields=Last_Name";
    const lead = { data: [{ Last_Name: "Rao" }] };
    const query = { select_query: "select id from Leads where id is not null" };
    expect(status("ZohoCRM.modules.leads.READ ZohoCRM.org.READ", "GET", leads)).toBe(200);
    expect(status("ZohoCRM.modules.leads.READ", "GET", "/Contacts?fields=Last_Name")).toBe(401);
    expect(status("ZohoCRM.modules.leads.READ", "POST", "/Leads", lead)).toBe(401);
    expect(status("ZohoCRM.modules.WRITE", "POST", "/Leads", lead)).toBe(201);
    expect(status("ZohoCRM.modules.custom.READ", "GET", "/Subscriptions?fields=Name")).toBe(200);
    expect(status("ZohoCRM.settings.fields.READ", "GET", "/settings/fields?module=Leads")).toBe(
      200,
    );
    expect(status("ZohoCRM.settings.fields.READ", "GET", "/settings/modules")).toBe(401);
    expect(status("ZohoCRM.coql.READ", "POST", "/coql", query)).toBe(401);
    expect(status("ZohoCRM.coql.READ,ZohoCRM.modules.READ", "POST", "/coql", query)).toBe(200);
  });

  test("a missing scope is OAUTH_SCOPE_MISMATCH", () => {
    const zoho = new TestSandbox();
    const token = String(signIn(zoho, { scope: "ZohoCRM.users.READ" }).access_token);
    expect(zoho.crm("GET", "/org", { token })).toMatchObject({
      status: 401,
      json: {
        code: "OAUTH_SCOPE_MISMATCH",
        message: "invalid oauth scope to access this URL",
      },
    });
  });
});
