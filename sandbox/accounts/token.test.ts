import { accountsOrigins } from "../dataCenters";
import { TestSandbox } from "../testSupport/calls";
import { approve, CLIENT, exchange, getBody, refresh, SCOPE, signIn } from "../testSupport/signIn";

describe("POST /oauth/v2/token (facts 1.4, 1.5)", () => {
  test("an exchange replies as documented", () => {
    expect(signIn(new TestSandbox(), {}, "accounts.zoho.eu")).toEqual({
      access_token: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/),
      refresh_token: expect.stringMatching(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/),
      scope: "ZohoCRM.modules.ALL ZohoCRM.org.READ",
      api_domain: "https://www.zohoapis.eu",
      token_type: "Bearer",
      expires_in: 3600,
    });
  });

  test.each(Object.entries(accountsOrigins()))("sign-in and read in %s", (location, origin) => {
    const zoho = new TestSandbox({ Leads: 1 });
    const token = signIn(zoho, {}, new URL(origin).host);
    const host = new URL(String(token.api_domain)).host;
    expect(host).toMatch(location === "us" ? /\.com$/ : new RegExp(`\\.${location}$`));
    const options = { token: String(token.access_token), host };
    expect(zoho.crm("GET", "/Leads?fields=Last_Name", options).status).toBe(200);
  });

  test("sandbox and developer environments have their own API hosts", () => {
    const zoho = new TestSandbox();
    expect(signIn(zoho, { environment: "sandbox" }).api_domain).toBe(
      "https://sandbox.zohoapis.com",
    );
    expect(signIn(zoho, { environment: "developer" }).api_domain).toBe(
      "https://developer.zohoapis.com",
    );
  });

  test("a code works once, for two minutes, with its redirect URI and in its data center", () => {
    const zoho = new TestSandbox();
    const code = () => approve(zoho).searchParams.get("code") ?? "";
    const once = code();
    expect(exchange(zoho, once).access_token).toBeDefined();
    expect(exchange(zoho, once)).toEqual({ error: "invalid_code" });
    expect(exchange(zoho, code(), { redirect_uri: "http://127.0.0.1:9/other" })).toEqual({
      error: "invalid_redirect_uri",
    });
    expect(exchange(zoho, code(), {}, "accounts.zoho.eu")).toEqual({ error: "invalid_code" });
    const old = code();
    zoho.clock.advance(121_000);
    expect(exchange(zoho, old)).toEqual({ error: "invalid_code" });
  });

  test.each([
    [{ grant_type: "password" }, "unsupported_grant_type"],
    [{ client_id: "1000.NOBODY" }, "invalid_client"],
    [{ client_secret: "wrong" }, "invalid_client_secret"],
    [{ refresh_token: "1000.a.b" }, "invalid_code"],
  ])("%j is %s with HTTP 200", (wrong, error) => {
    const form = { grant_type: "refresh_token", ...CLIENT, ...wrong };
    expect(new TestSandbox().accounts("POST", "/oauth/v2/token", form)).toEqual({
      status: 200,
      json: { error },
    });
  });

  test("refreshing yields an access token but no refresh token, and not in another data center", () => {
    const zoho = new TestSandbox();
    const first = signIn(zoho);
    const renewed = getBody(refresh(zoho, first.refresh_token));
    expect(renewed.access_token).not.toBe(first.access_token);
    expect(renewed).not.toHaveProperty("refresh_token");
    expect(getBody(refresh(zoho, first.refresh_token, "accounts.zoho.eu"))).toEqual({
      error: "invalid_code",
    });
  });

  test("parameters may be in the query (facts 1.4)", () => {
    const zoho = new TestSandbox();
    const query = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: String(signIn(zoho).refresh_token),
      ...CLIENT,
    });
    const reply = zoho.accounts("POST", `/oauth/v2/token?${query}`);
    expect(getBody(reply).access_token).toMatch(/^1000\./);
  });

  test("a client without Multi-DC is invalid_client elsewhere", () => {
    const zoho = new TestSandbox();
    const form = { grant_type: "refresh_token", ...CLIENT, client_id: "1000.SINGLEDC" };
    const error = (host: string) =>
      getBody(zoho.accounts("POST", "/oauth/v2/token", form, host)).error;
    expect(error("accounts.zoho.com")).toBe("invalid_code");
    expect(error("accounts.zoho.eu")).toBe("invalid_client");
  });

  test("the 21st refresh token revokes the oldest (facts 1.6)", () => {
    const zoho = new TestSandbox();
    const tokens = Array.from({ length: 21 }, () => signIn(zoho, { prompt: "consent" }));
    expect(getBody(refresh(zoho, tokens[0]?.refresh_token))).toEqual({ error: "invalid_code" });
    expect(getBody(refresh(zoho, tokens[1]?.refresh_token)).access_token).toBeDefined();
  });

  test("the 11th access token of a refresh token revokes the oldest (facts 1.6)", () => {
    const zoho = new TestSandbox();
    const first = signIn(zoho);
    const status = () => zoho.crm("GET", "/org", { token: String(first.access_token) }).status;
    for (let count = 0; count < 9; count += 1) refresh(zoho, first.refresh_token);
    expect(status()).toBe(200);
    refresh(zoho, first.refresh_token);
    expect(status()).toBe(401);
  });

  test("with throttling: 10 in 10 minutes, then Access Denied", () => {
    const zoho = new TestSandbox({}, { tokenThrottle: "on" });
    const { refresh_token: token } = signIn(zoho);
    for (let count = 0; count < 10; count += 1) {
      expect(getBody(refresh(zoho, token)).access_token).toBeDefined();
    }
    expect(refresh(zoho, token)).toMatchObject({
      status: 400,
      json: { error: "Access Denied", status: "failure" },
    });
    zoho.clock.advance(10 * 60_000 + 1000);
    expect(refresh(zoho, token).status).toBe(200);
  });

  test("throttling replies 200 in the variant", () => {
    const zoho = new TestSandbox({}, { tokenThrottle: "on", throttleStatus: "200" });
    const { refresh_token: token } = signIn(zoho);
    for (let count = 0; count < 10; count += 1) refresh(zoho, token);
    expect(refresh(zoho, token)).toMatchObject({ status: 200, json: { error: "Access Denied" } });
  });

  test.each([
    ["10", 10],
    ["15", 15],
  ] as const)(
    "of a refresh token %s access tokens are alive at once",
    (activeAccessTokens, maxActive) => {
      const zoho = new TestSandbox({}, { activeAccessTokens });
      const { refresh_token: refreshToken } = signIn(zoho);
      const tokens = Array.from({ length: maxActive + 1 }, () =>
        String(getBody(refresh(zoho, refreshToken)).access_token),
      );
      const alive = tokens.filter((token) =>
        zoho.state.accounts.accessToken(token, zoho.clock.now()),
      );
      expect(alive).toEqual(tokens.slice(1));
    },
  );

  test("throttling ignores requests later than a clock that was set back", () => {
    const zoho = new TestSandbox({}, { tokenThrottle: "on" });
    const { refresh_token: token } = signIn(zoho);
    for (let count = 0; count < 10; count += 1) refresh(zoho, token);
    zoho.clock.advance(-3_600_000);
    expect(refresh(zoho, token).status).toBe(200);
  });

  test("client credentials need the organization and yield no refresh token", () => {
    const zoho = new TestSandbox();
    const form = {
      grant_type: "client_credentials",
      client_id: "1000.SELFCLIENT",
      client_secret: "self-secret",
      scope: SCOPE,
    };
    expect(getBody(zoho.accounts("POST", "/oauth/v2/token", form))).toEqual({
      error: "missing_org_info",
    });
    const soid = `ZohoCRM.${zoho.state.organization.zgid}`;
    const reply = getBody(zoho.accounts("POST", "/oauth/v2/token", { ...form, soid }));
    expect(reply).toMatchObject({ api_domain: "https://www.zohoapis.com", expires_in: 3600 });
    expect(reply).not.toHaveProperty("refresh_token");
    const options = { token: String(reply.access_token), host: "www.zohoapis.com" };
    expect(zoho.crm("GET", "/org", options).status).toBe(200);
  });
});
